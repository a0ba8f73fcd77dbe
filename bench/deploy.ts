import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Times a command, after what has to be done before each run of it. */
type Measure = (name: string, act: () => void, before?: () => void) => number;

/**
 * Deploy the site that is built in `root` into a folder beside it: all of it, five changed pages, nothing.
 *
 * @param deploy runs the command with the portal's options and those given
 */
export function measureDeploy(root: string, deploy: (...options: string[]) => void, measure: Measure): void {
  const { files } = JSON.parse(readFileSync(join(root, 'data/published.json'), 'utf8')) as { files: object };
  const pages = Object.keys(files).filter((file) => file.endsWith('.html'));
  const www = join(root, 'www');
  const act = () => deploy('--to', www);
  const changeFive = () => {
    for (const file of pages.slice(-5)) appendFileSync(join(root, 'out', file), '<!-- -->');
  };
  console.log(`${pages.length} pages, ${Object.keys(files).length} files`);
  measure('deploy from nothing', act, () => startAnew(root, www));
  measure('deploy, 5 pages changed', act, changeFive);
  measure('deploy, nothing changed', act);
  changeFive();
  const before = stampsOf(www);
  act();
  const touched = [...stampsOf(www)].filter(([file, stamp]) => before.get(file) !== stamp);
  console.log(`5 changed pages touch ${touched.length} files, the manifest among them`);
}

function startAnew(root: string, www: string): void {
  for (const folder of [www, join(root, 'data/deployed')]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(www);
}

/** When each file was last written, by path. */
function stampsOf(folder: string): Map<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path, statSync(path).ctimeMs]));
}
