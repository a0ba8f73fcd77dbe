import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, measure, print, root } from './run.ts';
import { pageWeight } from './weight.ts';

const LINKS = 18_000;
const DISTRIBUTIONS = 400;
const FILES = 100_000;
const FOLDERS = 100;

/** What downloads cost: as many links as all sites of a federation list together, and the search of a large tree. */
export function measureDownloads(): void {
  print('', 'median', 'least', 'most', 'memory');
  writeFileSync(join(root, 'content/mirrorz.json'), JSON.stringify(documentWithLinks()));
  writePortal('');
  measure(`build, ${LINKS} links, nothing drawn`, build, forgetPages);
  measure('build, nothing new', build);
  const { html } = pageWeight(join(root, 'out'), 'downloads/index.html');
  print(`  index of ${DISTRIBUTIONS} distributions: HTML`, `${(html / 1000).toFixed(1)} KB gzip`);
  makeTree(join(root, 'trees/example'));
  writePortal(`serve: { dataRoot: ${root}/trees }\ndownloads: {}\n`);
  measure(`build, tree of ${FILES} files searched`, build, () =>
    rmSync(join(root, 'data/downloads.json'), { force: true }),
  );
  measure('build, nothing due', build);
}

function writePortal(more: string): void {
  writeFileSync(join(root, 'content/portal.yaml'), `sources: [{ type: mirrorz, file: mirrorz.json }]\n${more}`);
}

function forgetPages(): void {
  for (const name of ['out', 'data/published.json']) rmSync(join(root, name), { recursive: true, force: true });
}

function documentWithLinks(): object {
  const info = Array.from({ length: DISTRIBUTIONS }, (_, index) => ({
    distro: `Distribution ${index}`,
    category: ['os', 'app', 'font'][index % 3],
    urls: Array.from({ length: LINKS / DISTRIBUTIONS }, (_, file) => ({
      name: `${10 + (file >> 3)}.${index % 7} (${file % 2 === 0 ? 'amd64' : 'arm64'}, edition ${file % 4})`,
      url: `/example/${index}/${10 + (file >> 3)}/distribution-${index}-${file}.iso`,
    })),
  }));
  const mirrors = [{ cname: 'example', url: '/example', status: 'S1786190000' }];
  return { site: { url: 'https://mirrors.example.org', abbr: 'BENCH' }, info, mirrors };
}

/** Images of a hundred releases among all their packages, each in the folders that the rule looks into. */
function makeTree(folder: string): void {
  put(
    join(root, 'content/downloads/example.yaml'),
    `files:
  - { mirrors: [example], path: 'releases/*/*', match: 'image-(?<version>\\d+)-(?<architecture>\\w+)\\.iso$', newest: 5, checksums: SHA256SUMS }
`,
  );
  for (let release = 0; release < FOLDERS; release++) {
    const below = join(folder, 'releases', String(release));
    const image = `image-${release}-amd64.iso`;
    put(join(below, image), 'image');
    put(join(below, 'SHA256SUMS'), `${'a'.repeat(64)}  ${image}\n`);
    for (let file = 2; file < FILES / FOLDERS; file++) writeFileSync(join(below, `package-${file}.deb`), '');
  }
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
