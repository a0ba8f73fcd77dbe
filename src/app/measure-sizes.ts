import { bytesToText } from '../base/size.ts';
import type { OptionsOf } from '../cli/commands.ts';
import { mirrorFolder } from '../emit/serve-plan.ts';
import { readingHistory } from '../io/history-faults.ts';
import { loadPortal } from '../io/load-portal.ts';
import { lockFolder } from '../io/lock.ts';
import { measureSize } from '../io/survey/measure-size.ts';
import { readMounts } from '../io/survey/mounts.ts';
import { loadSizes, saveSizes } from '../io/survey/sizes-file.ts';
import type { Portal } from '../model/portal.ts';
import type { MeasuredSize } from '../model/survey.ts';
import type { Log } from './command.ts';

const EVERY_DAYS = 7;
const DAY_MS = 86_400_000;

/**
 * Measure the trees of which nobody says how large they are, one after the other and each at most once a week. Each size is kept
 * as soon as it is known; other runs go on meanwhile.
 *
 * @throws OperatorError, `locked` when another process measures already
 */
export async function measureSizes(options: OptionsOf<'survey'>, log: Log): Promise<void> {
  const release = lockFolder(options.data, 0, 'sizes-lock');
  try {
    const { value: portal } = await readingHistory(options.data, options.now, (historyFacts) =>
      loadPortal(options, options.now, { historyFacts, isOffline: true }),
    );
    const mounts = readMounts();
    for (const { cname, folder } of dueSizes(portal, loadSizes(options.data), options.now)) {
      const bytes = await measureSize(folder, mounts);
      log(`${cname}: ${bytes === undefined ? 'cannot be measured' : bytesToText(bytes)}`);
      if (bytes === undefined) continue;
      saveSizes(options.data, new Map([...loadSizes(options.data), [cname, { bytes, at: new Date() }]]));
    }
  } finally {
    release();
  }
}

/** The mirrors to measure, those that were measured the longest ago first. */
function dueSizes(
  portal: Portal,
  known: ReadonlyMap<string, MeasuredSize>,
  now: Date,
): { readonly cname: string; readonly folder: string }[] {
  const { serve } = portal;
  if (!serve) return [];
  const measuredAt = (cname: string) => known.get(cname)?.at.getTime() ?? 0;
  return portal.mirrors
    .filter(({ cname, alias, size }) => alias === undefined && (!size || known.has(cname)))
    .filter(({ cname }) => now.getTime() - measuredAt(cname) > EVERY_DAYS * DAY_MS)
    .flatMap((mirror) => {
      const folder = mirrorFolder(mirror, portal, serve.dataRoot);
      return folder === undefined ? [] : [{ cname: mirror.cname, folder }];
    })
    .sort((a, b) => measuredAt(a.cname) - measuredAt(b.cname));
}
