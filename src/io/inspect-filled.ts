import { join } from 'node:path';
import type { MirrorHelp, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';
import { helpFound } from '../portal/help-found.ts';
import { type InspectionResult, inspect, loadInspected, READING, saveInspected } from './inspect-all.ts';
import type { InspectApart } from './inspect-apart.ts';
import { keyOf } from './key-of.ts';

/**
 * The portal whose help is filled with what a survey found in the trees. These documents hold other choices and ready files than
 * the ones that were typed, so they are inspected again; only when something is new. Their problems are known already.
 *
 * @param dataFolder where this site remembers it
 */
export async function withFilledHelp(portal: Portal, survey: Survey, dataFolder: string): Promise<Portal> {
  const path = join(dataFolder, 'help-found.json');
  const known = loadInspected(path);
  const inspected: Record<string, InspectionResult> = {};
  const help = new Map(portal.help);
  let apart: InspectApart | undefined;
  const startApart = async () => (apart ??= new (await import('./inspect-apart.ts')).InspectApart());
  try {
    for (const [cname, own] of helpFound(portal, survey)) {
      const key = keyOfFilled(own);
      const result =
        known[cname]?.key === key
          ? known[cname]
          : { key, ...(await inspect(own, new Set(), startApart)), problems: [] };
      inspected[cname] = result;
      if (!result.isLeftOut) help.set(cname, { ...own, ...result.facts });
    }
  } finally {
    await apart?.close();
  }
  saveInspected(path, known, inspected);
  return { ...portal, help };
}

function keyOfFilled({ layers, found }: MirrorHelp): string {
  return keyOf(
    READING,
    layers.map(({ files }) => files.map(({ name, text }) => [name, text])),
    found,
  );
}
