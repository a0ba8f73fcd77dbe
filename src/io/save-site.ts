import { join } from 'node:path';
import type { Checked } from '../base/problems.ts';
import type { Portal } from '../model/portal.ts';
import type { HistoryReader } from '../site/context.ts';
import type { Compiled } from './compile.ts';
import { laterRender } from './draw.ts';
import { forgetArticles } from './help-drawer.ts';
import { type Published, publish } from './publish.ts';
import { siteFiles } from './site-files.ts';

export interface SiteFolders {
  readonly out: string;
  readonly data: string;
  readonly now: Date;
}

/** Bring the output folder up to date with the portal; what is gone is removed last. */
export async function saveSite(
  portal: Portal,
  history: HistoryReader | undefined,
  compiled: Compiled,
  folders: SiteFolders,
): Promise<Checked<Published>> {
  const { value: files, problems } = await siteFiles(portal, history, compiled, laterRender(compiled), folders);
  const published = await publish(folders.out, join(folders.data, 'published.json'), files);
  forgetArticles(folders.data, portal);
  return { value: published.value, problems: [...problems, ...published.problems] };
}
