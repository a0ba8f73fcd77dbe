import { join } from 'node:path';
import type { Portal } from '../core/portal.ts';
import type { HistoryReader } from '../core/site-plan.ts';
import type { Compiled } from './compile.ts';
import { renderWithTemplates } from './draw.ts';
import { type Published, publish } from './publish.ts';
import { siteFiles } from './site-files.ts';

export interface SiteFolders {
  readonly out: string;
  readonly data: string;
  readonly now: Date;
}

/** Bring the output folder up to date with the portal; what is gone is removed last. */
export function saveSite(
  portal: Portal,
  history: HistoryReader | undefined,
  compiled: Compiled,
  { out, data, now }: SiteFolders,
): Promise<Published> {
  return publish(
    out,
    join(data, 'published.json'),
    siteFiles(portal, history, compiled, renderWithTemplates(compiled), now),
  );
}
