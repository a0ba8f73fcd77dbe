import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspectHelp } from '../src/help/inspect.ts';
import { readContentFiles } from '../src/io/content-folder.ts';
import { listFiles } from '../src/io/list-files.ts';
import { build, checkout, command, forgetSite, measure, NOW, print, root } from './run.ts';

const FOLDER = join(checkout, 'content/library/help');

/**
 * What it costs to follow all help of the library to trees of this machine. A look at each tree is counted too, and pages are not: a
 * survey draws none.
 */
export function measureFollowing(): void {
  const names = readdirSync(FOLDER);
  const files = makeTrees(names);
  print(`${names.length} documents, ${files} files that they lead to`, 'median', 'least', 'most', 'memory');
  writePortal(names, 'survey: { skip: true }\n');
  const without = measureRuns('not followed');
  writePortal(names, '');
  const followed = measureRuns('followed');
  const printAdded = (what: string, name: keyof typeof without, limit = '') => {
    const seconds = `${(followed[name] - without[name]).toFixed(3)} s`;
    print(what, seconds, `${(followed[name] / without[name]).toFixed(2)} ×`, limit);
  };
  printAdded('what following takes in a first build', 'first', '  at most 2 s');
  printAdded('  when nothing changed', 'same', '  at most 0.2 s');
  printAdded('  an hour later, when all trees are due', 'later');
}

function measureRuns(how: string) {
  const first = measure(`survey, nothing known, ${how}`, () => command('survey'), forgetSite);
  build();
  build();
  const same = measure(`build, nothing changed, ${how}`, build);
  let hours = 0;
  const later = measure(`build an hour later, ${how}`, () => {
    hours += 1.1;
    command('build', `--now=${new Date(Date.parse(NOW) + hours * 3_600_000).toISOString()}`);
  });
  return { first, same, later };
}

function writePortal(names: readonly string[], ofMirror: string): void {
  rmSync(join(root, 'content'), { recursive: true });
  const mirrors = names.map((cname) => ({ cname, state: 'success', lastSuccess: '2026-08-08T12:00:00Z' }));
  put(join(root, 'content/list.yaml'), JSON.stringify({ mirrors }));
  if (ofMirror !== '') for (const cname of names) put(join(root, 'content/mirrors', `${cname}.yaml`), ofMirror);
  put(
    join(root, 'content/portal.yaml'),
    `site: { url: https://mirrors.example.org, abbr: BENCH }\nsources: [{ type: list, file: list.yaml }]\nsurvey: { visits: false, upstream: false }\nserve: { dataRoot: ${root}/followed, names: [mirrors.example.org] }\n`,
  );
}

/** Trees in which everything is that help leads to. */
function makeTrees(names: readonly string[]): number {
  const asked = [...new Set(names.flatMap(pathsAsked))];
  const depthOf = (path: string) => path.split('/').length;
  // What is one document's file may be another one's folder, which stands for it.
  for (const path of asked.toSorted((a, b) => depthOf(b) - depthOf(a)))
    if (!existsSync(join(root, 'followed', path))) put(join(root, 'followed', path), '');
  return asked.length;
}

function pathsAsked(cname: string): string[] {
  const files = readContentFiles(
    FOLDER,
    listFiles(join(FOLDER, cname)).files.map((name) => `${cname}/${name}`),
  ).value;
  const { value } = inspectHelp([{ files }], () => true);
  const leads = [...Object.values(value.files), ...Object.values(value.lines)].flat();
  const paths = leads.flatMap(({ asks }) => asks.map((ask) => `${ask.cname ?? cname}/${ask.path}`));
  return paths.map((path) => path.replaceAll('*', 'any'));
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
