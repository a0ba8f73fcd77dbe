import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build, command, measure, print, root } from './run.ts';

const MIRRORS = 200;
const LATENCY_MS = 50;
/** Packages of each tree, as its indexes list them. */
const PACKAGES = 5000;

/** What a survey costs: trees on this machine, and the same number over a network, which is one server with a latency. */
export async function measureSurvey(): Promise<void> {
  const cnames = Array.from({ length: MIRRORS }, (_, index) => `mirror-${index}`);
  for (const [index, cname] of cnames.entries()) makeTree(join(root, 'trees', cname), index);
  print('', 'median', 'least', 'most', 'memory');
  writePortal(
    cnames,
    'http://127.0.0.1:1',
    '{ visits: false, upstream: false }',
    `serve: { dataRoot: ${root}/trees }\n`,
  );
  measure(`survey, ${MIRRORS} trees here`, survey, forgetSurvey);
  measure('build, nothing due', build);
  const { server, url } = await startSlowServer();
  try {
    writePortal(cnames, url, '{ upstream: false }', '');
    measure(`survey, ${MIRRORS} visits, ${LATENCY_MS} ms away`, survey, forgetSurvey);
    print('  connections at once, at most', await (await fetch(`${url}/most`)).text());
  } finally {
    server.kill();
  }
}

function survey(): void {
  command('survey');
}

function forgetSurvey(): void {
  rmSync(join(root, 'data/survey.json'), { force: true });
}

function writePortal(cnames: readonly string[], url: string, settings: string, more: string): void {
  const portal = `site: { url: ${url}, abbr: BENCH }\nsources: [{ type: list, file: list.yaml }]\nsurvey: ${settings}\n${more}`;
  writeFileSync(join(root, 'content/portal.yaml'), portal);
  const listed = cnames.map((cname) => ({ cname, state: 'success', lastSuccess: '2026-08-08T12:00:00Z' }));
  writeFileSync(join(root, 'content/list.yaml'), JSON.stringify({ mirrors: listed }));
  for (const [index, cname] of cnames.entries())
    put(join(root, 'content/mirrors', `${cname}.yaml`), `survey: { kind: ${kindOf(index)} }\n`);
}

function kindOf(index: number): 'debian' | 'rpm' {
  return index % 2 === 0 ? 'debian' : 'rpm';
}

/** A tree with an index of many packages, of which those that are looked at are there. */
function makeTree(folder: string, index: number): void {
  const paths = Array.from({ length: PACKAGES }, (_, position) => `pool/p/package-${position}.pkg`);
  // A survey looks at packages that are spread over the list.
  for (const path of paths.filter((_, position) => position % (PACKAGES / 8) === 0)) put(join(folder, path), 'package');
  if (kindOf(index) === 'debian') makeAptTree(folder, paths);
  else makeRpmTree(folder, paths);
}

function makeAptTree(folder: string, paths: readonly string[]): void {
  const packages = paths.map((path) => `Package: a\nVersion: 1\nFilename: ${path}\nSize: 7\n`).join('\n');
  put(join(folder, 'project/trace/master'), 'Sat Aug  8 12:00:00 UTC 2026\n');
  put(join(folder, 'dists/unstable/main/binary-amd64/Packages'), packages);
  const sum = ` ${'a'.repeat(64)} ${packages.length} main/binary-amd64/Packages`;
  put(
    join(folder, 'dists/unstable/Release'),
    `Suite: unstable\nDate: Sat, 08 Aug 2026 12:00:00 UTC\nValid-Until: Sat, 15 Aug 2026 12:00:00 UTC\nSHA256:\n${sum}\n`,
  );
}

function makeRpmTree(folder: string, paths: readonly string[]): void {
  const entries = paths.map((path) => `<package type="rpm"><location href="${path}"/></package>`);
  put(join(folder, 'repodata/primary.xml'), `<metadata>\n${entries.join('\n')}\n</metadata>\n`);
  put(
    join(folder, 'repodata/repomd.xml'),
    '<repomd><data type="primary"><location href="repodata/primary.xml"/><timestamp>1786190400</timestamp></data></repomd>\n',
  );
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** In a process of its own, as this one does nothing while a command runs. */
async function startSlowServer(): Promise<{ readonly server: ChildProcess; readonly url: string }> {
  const program = join(import.meta.dirname, 'slow-server.ts');
  const server = spawn(process.execPath, [program, String(LATENCY_MS)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [port] = (await once(createInterface(server.stdout!), 'line')) as [string];
  return { server, url: `http://127.0.0.1:${port}` };
}
