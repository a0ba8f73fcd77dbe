import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkout, forgetSite, measure, node, portalOptions, print, root, run } from './run.ts';
import { pageWeight } from './weight.ts';

let round = 0;

/** Builds from nothing to none, beside the start of Node; then what its first page weighs. */
export function measureBuilds(): void {
  prepare();
  print('', 'median', 'least', 'most', 'memory');
  const floor = measure('floor: Node starts and ends', () => node('-e', '0'));
  const nothing = measure('build from nothing', build, forgetEverything);
  const changed = measure('build, code compiled, nothing drawn', build, forgetSite);
  const tick = measure('build, 5 of 201 mirrors changed', build, changeFive);
  const same = measure('build, nothing changed', build);
  const npm = measure('npm run build, nothing changed', () =>
    run('npm', ['run', '--silent', 'build', '--', ...portalOptions('build')]),
  );
  print('');
  for (const [name, seconds] of Object.entries({ nothing, changed, tick, same, npm })) {
    print(`${name} / floor`, (seconds / floor).toFixed(1));
  }
  print('');
  const { html, style, script } = pageWeight(join(root, 'out'), 'index.html');
  for (const [name, bytes] of Object.entries({ HTML: html, style, script })) {
    print(`index: ${name}`, `${(bytes / 1000).toFixed(1)} KB gzip`);
  }
}

function prepare(): void {
  const real = process.env.HELIOSTAT_REAL_DATA && join(process.env.HELIOSTAT_REAL_DATA, 'mirrorz/tuna.json');
  const document = real && existsSync(real) ? JSON.parse(readFileSync(real, 'utf8')) : madeUpDocument();
  writeFileSync(join(root, 'mirrorz.json'), JSON.stringify(document));
  writeFileSync(join(root, 'content/portal.yaml'), 'sources: [{ type: mirrorz, file: ../mirrorz.json }]\n');
  print(`${document.mirrors.length} mirrors`);
}

function madeUpDocument(): { mirrors: object[] } {
  const mirrors = Array.from({ length: 201 }, (_, index) => ({
    cname: `mirror-${index}`,
    url: `/mirror-${index}`,
    status: `S${1786190000 - index * 600}X${1786197200 + index * 60}`,
    desc: `The packages of project number ${index}`,
    upstream: `rsync://upstream.example.org/mirror-${index}/`,
    size: `${index + 1}.5G`,
  }));
  return { ...{ site: { url: 'https://mirrors.example.org', abbr: 'BENCH' }, info: [] }, mirrors };
}

function forgetEverything(): void {
  forgetSite();
  for (const name of ['.compiled', 'node_modules/.cache', 'node_modules/.vite', '.astro']) {
    rmSync(join(checkout, name), { recursive: true, force: true });
  }
}

function changeFive(): void {
  const path = join(root, 'mirrorz.json');
  const document = JSON.parse(readFileSync(path, 'utf8')) as { mirrors: { status: string }[] };
  round++;
  for (let index = 0; index < 5; index++) document.mirrors[index * 7]!.status = `Y${1786190000 + round * 60}`;
  writeFileSync(path, JSON.stringify(document));
}
