import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { helpDrawer } from '../src/io/help-drawer.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import { renderMarkdown } from '../src/io/render-markdown.ts';
import { searchFiles } from '../src/io/search-index.ts';
import { planSearch } from '../src/site/search-plan.ts';

/**
 * Index the demonstration's help as often as asked for, and then find the index again.
 *
 * @param data folder for the index; made, and left
 */
export async function measureSearch(home: string, data: string, now: Date, runs: number): Promise<void> {
  const folders = { content: join(home, 'content'), data, home };
  const { value: portal } = await loadPortal(folders, now, { isOffline: true });
  const plan = planSearch(portal, { help: helpDrawer(data, ''), renderMarkdown })!;
  const timed = async (): Promise<number> => {
    const start = performance.now();
    await searchFiles(plan, '', data);
    return performance.now() - start;
  };
  const made: number[] = [];
  for (let run = 0; run < runs; run++) {
    rmSync(join(data, 'search'), { recursive: true, force: true });
    made.push(await timed());
  }
  const pages = (await plan.records()).length;
  const { value: files } = await searchFiles(plan, '', data);
  const bytes = (await Promise.all(files.map(({ make }) => make()))).reduce((sum, file) => sum + file.length, 0);
  const median = made.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
  console.log(
    `search: ${pages} pages indexed in ${median.toFixed(0)} ms, found again in ${(await timed()).toFixed(1)} ms`,
  );
  console.log(`search: index of ${files.length} files, ${(bytes / 1000).toFixed(0)} KB`);
}
