import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalTest } from '../portal-test.ts';
import { contentOf, type Edit, setValue, type ValuePath, writeContent } from './edit.ts';

type Change = (portal: PortalTest) => void;

const write =
  (file: string, text: string): Change =>
  (portal) =>
    void portal.write(file, text);
const remove =
  (...files: readonly string[]): Change =>
  (portal) => {
    for (const file of files) rmSync(join(portal.root, file));
  };
const rename =
  (from: string, to: string): Change =>
  (portal) =>
    renameSync(join(portal.root, from), join(portal.root, to));
const edit =
  (file: string, from: string, to: string): Change =>
  (portal) =>
    void portal.edit(file, from, to);
const set =
  (file: string, path: ValuePath, value: unknown): Change =>
  (portal) =>
    setValue(portal, file, path, value);

const PORTAL = 'content/portal.yaml';
const LIBRARY = 'checkout/content/library/help';
const CATALOGUE = 'checkout/content/library/mirrors';

function withoutSource(id: string): Change {
  return (portal) => {
    const { sources } = contentOf(portal, PORTAL) as { sources: { id: string }[] };
    setValue(
      portal,
      PORTAL,
      ['sources'],
      sources.filter((source) => source.id !== id),
    );
  };
}

const addJob: Change = (portal) => {
  const jobs = contentOf(portal, 'content/jobs.json') as readonly object[];
  writeContent(portal, 'content/jobs.json', [...jobs, { ...jobs[0], name: 'nix' }]);
};

/** Every kind of edit of mirrors. */
const mirrorEdits: readonly Edit[] = [
  { name: 'a mirror is added', make: write('content/mirrors/new.yaml', 'state: proxy\n') },
  { name: 'a mirror is added before the first', make: write('content/mirrors/a.yaml', 'state: cache\n') },
  {
    name: 'a mirror is added whose name differs from another in letters alone',
    make: write('content/mirrors/zOO.yaml', 'state: cache\n'),
  },
  { name: 'the first mirror is removed', make: remove('content/mirrors/aardvark.yaml') },
  { name: 'the first mirror is hidden', make: set('content/mirrors/aardvark.yaml', ['hidden'], true) },
  { name: 'the first mirror is renamed', make: rename('content/mirrors/aardvark.yaml', 'content/mirrors/bear.yaml') },
  { name: 'a mirror is known by its source alone', make: remove('content/mirrors/debian.yaml') },
  { name: 'a mirror that others are aliases of is hidden', make: set('content/mirrors/alpine.yaml', ['hidden'], true) },
  { name: 'the name of a mirror changes in letters alone', make: set('content/mirrors/zoo.yaml', ['cname'], 'zoo') },
  { name: 'the file of a mirror is broken', make: write('content/mirrors/alpine.yaml', 'desc: [\n') },
  { name: 'the names of mirrors are removed', make: remove('content/cname.json') },
  { name: 'another name of a mirror is added', make: set('content/cname.json', ['lantern'], 'lamp') },
];

/** Every kind of edit of what sources say. */
const sourceEdits: readonly Edit[] = [
  ...['federation', 'manager', 'yuki', 'lug', 'hand', 'show'].map((id) => ({
    name: `the source ${id} is removed`,
    make: withoutSource(id),
  })),
  { name: 'a mirror fails', make: set('content/jobs.json', [1, 'status'], 'failed') },
  { name: 'a mirror is larger', make: set('content/jobs.json', [1, 'size'], '2.5T') },
  { name: 'a mirror has synced again', make: set('content/jobs.json', [1, 'last_ended_ts'], 1786187000) },
  { name: 'a job is added', make: addJob },
  { name: 'a job is gone', make: set('content/jobs.json', [0], undefined) },
  { name: 'a repository of yuki syncs', make: set('content/metas.json', [0, 'syncing'], true) },
  { name: 'a repository of lug fails', make: set('content/summary.json', ['WorkerStatus', 'ctan', 'Result'], false) },
  {
    name: 'a mirror of the document is described anew',
    make: set('content/mirrorz.json', ['mirrors', 0, 'desc'], 'x'),
  },
  { name: 'the document has another download', make: set('content/mirrorz.json', ['info', 0, 'urls', 0, 'name'], 'x') },
  { name: 'the document has no downloads', make: set('content/mirrorz.json', ['info'], []) },
  {
    name: 'the document calls the site otherwise',
    make: set('content/mirrorz.json', ['site', 'abbr'], 'X'),
    unseen: 'portal.yaml wins',
  },
  { name: 'the answer of a source is broken', make: write('content/jobs.json', '[') },
  { name: 'the list of mirrors is broken', make: write('content/list.yaml', 'mirrors: [') },
];

/** Every kind of edit of texts. */
const textEdits: readonly Edit[] = [
  { name: 'news is added', make: write('content/news/2026-08-07-more.en.md', '# More\n\nMore.\n') },
  { name: 'news is removed', make: remove('content/news/2026-07-20-old-disks.en.md') },
  { name: 'news is removed in one language', make: remove('content/news/2026-08-05-new-disks.zh.md') },
  {
    name: 'all news is removed',
    make: remove(
      ...['2026-07-20-old-disks.en', '2026-08-05-new-disks.zh', '2026-08-05-new-disks.en'].map(
        (name) => `content/news/${name}.md`,
      ),
    ),
  },
  {
    name: 'news is of another day',
    make: rename('content/news/2026-07-20-old-disks.en.md', 'content/news/2026-08-06-old-disks.en.md'),
  },
  {
    name: 'news is in another language, with the same text',
    make: rename('content/news/2026-07-20-old-disks.en.md', 'content/news/2026-07-20-old-disks.zh.md'),
  },
  { name: 'news has another title', make: edit('content/news/2026-08-05-new-disks.en.md', '# New', '# Other') },
  { name: 'news has another text', make: edit('content/news/2026-08-05-new-disks.en.md', 'They are', 'It is') },
  {
    name: 'an incident is added',
    make: write('content/incidents/2026-08-08-x.en.md', '---\ntitle: X\nlevel: notice\nfrom: 2026-08-08 10:00\n---\n'),
  },
  { name: 'an incident is removed', make: remove('content/incidents/2026-08-11-power.zh.md') },
  { name: 'an incident is removed in one language', make: remove('content/incidents/2026-08-08-array.zh.md') },
  {
    name: 'all incidents are removed',
    make: remove(
      ...['08-array.en', '08-array.zh', '11-power.zh'].map((name) => `content/incidents/2026-08-${name}.md`),
    ),
  },
  {
    name: 'an incident has another update',
    make: edit(
      'content/incidents/2026-08-08-array.en.md',
      'The first one',
      '## 2026-08-08 20:00\n\nAll of them. The first',
    ),
  },
  { name: 'a retired mirror is forgotten', make: remove('content/mirrors/lost.yaml') },
  { name: 'a mirror is retired', make: set('content/mirrors/debian.yaml', ['retired'], { since: '2026-08-08' }) },
  { name: 'the about page has another text', make: edit('content/pages/about.en.md', 'About', 'Of') },
  { name: 'the about page is removed in one language', make: remove('content/pages/about.en.md') },
  { name: 'the about page is removed', make: remove('content/pages/about.en.md', 'content/pages/about.zh.md') },
  {
    name: 'the about page is in another language, with the same text',
    prepare: remove('content/pages/about.en.md'),
    make: rename('content/pages/about.zh.md', 'content/pages/about.en.md'),
  },
];

/** Every kind of edit of help. */
const helpEdits: readonly Edit[] = [
  {
    name: 'a document of help is added',
    make: write('content/help/fedora/index.en.md', 'Fedora, see [Debian](../debian/).\n'),
  },
  { name: 'a document of help is added in another language', make: write('community/alpine/index.en.md', 'Alpine.\n') },
  { name: 'a document of help is removed', make: remove('community/ubuntu/index.en.md') },
  {
    name: 'a document of help is in another language, with the same text',
    make: rename('community/alpine/index.zh.md', 'community/alpine/index.en.md'),
  },
  { name: 'a document of help has another text', make: edit('content/help/debian/more.en.md', 'More of', 'Less of') },
  { name: 'a document of a layer has another text', make: edit('community/ubuntu/index.en.md', 'Ubuntu.', 'Kubuntu.') },
  { name: 'a document of the library is overlaid', make: write('content/help/archlinux/index.en.md', 'Ours.\n') },
  {
    name: 'a document of the library is overlaid by a layer',
    make: write('community/archlinux/index.en.md', 'Theirs.\n'),
  },
  { name: 'a document of the library has another text', make: edit(`${LIBRARY}/debian/index.zh.md`, '的', '之') },
  { name: 'a document of the library is overlaid no more', make: remove('content/help/debian/index.en.md') },
  { name: 'a document of the library is removed', make: remove(`${LIBRARY}/archlinux/index.en.md`) },
  { name: 'the options of a document are removed', make: remove('content/help/debian/en.yaml') },
  { name: 'the options of a document are broken', make: write('content/help/debian/en.yaml', 'input: [\n') },
  {
    name: 'help of no mirror is added',
    make: write('content/help/nobody/index.en.md', 'Nobody.\n'),
    unseen: 'no mirror has it',
  },
  {
    name: 'a link of help leads to a mirror with help from now on',
    make: write('community/fedora/index.en.md', 'Fedora.\n'),
  },
  {
    name: 'a layer has another licence',
    prepare: set(PORTAL, ['help', 'layers', 0, 'licence'], undefined),
    make: write('community/LICENSE', 'CC0\n'),
  },
  {
    name: 'a mirror that help names has another address',
    make: set('content/mirrors/aardvark.yaml', ['url'], '/elsewhere'),
  },
  {
    name: 'a mirror that help names appears',
    prepare: remove('content/mirrors/aardvark.yaml'),
    make: write('content/mirrors/aardvark.yaml', 'state: cache\n'),
  },
  {
    name: 'a mirror that help names is on a host of its own',
    make: set('content/mirrors/aardvark.yaml', ['url'], 'https://ants.example.org/'),
  },
  {
    name: 'the mirror with help has another name',
    make: set('content/mirrors/debian.yaml', ['cname'], 'debian-gnu'),
  },
];

const FEDORA = 'name: Fedora\ndesc: A distribution\ncategory: os\n';

/** Every kind of edit of what the library knows of projects. */
const catalogueEdits: readonly Edit[] = [
  { name: 'a project is added to the library', make: write(`${CATALOGUE}/fedora.yaml`, FEDORA) },
  { name: 'a project is added to the library in other letters', make: write(`${CATALOGUE}/Fedora.yaml`, FEDORA) },
  { name: 'a project that the source describes is removed', make: remove(`${CATALOGUE}/epel.yaml`) },
  { name: 'a project of the library is renamed', make: rename(`${CATALOGUE}/epel.yaml`, `${CATALOGUE}/fedora.yaml`) },
  { name: 'a project of the library has no name', make: set(`${CATALOGUE}/archlinux.yaml`, ['name'], undefined) },
  { name: 'a project of the library is broken', make: write(`${CATALOGUE}/archlinux.yaml`, 'name: [\n') },
  {
    name: 'a project that the site has not is added to the library',
    make: write(`${CATALOGUE}/nobody.yaml`, FEDORA),
    unseen: 'no mirror has it',
  },
];

/** Everything else that a site is made from. */
const otherEdits: readonly Edit[] = [
  { name: 'a comment is added', make: edit(PORTAL, 'site:', '# Ours\nsite:'), unseen: 'it is a comment' },
  ...[['zh'], ['en']].map((languages) => ({
    name: `the only language is ${languages}`,
    make: set(PORTAL, ['languages'], languages),
  })),
  {
    name: 'the first mirror is removed, and a source with it',
    make: (portal) => {
      remove('content/mirrors/aardvark.yaml')(portal);
      withoutSource('show')(portal);
    },
  },
  ...[1, 12, 24, 24 * 31].map((hours) => ({ name: `it is ${hours} hours later`, make: () => undefined, hours })),
];

/** An edit of every kind of file that a site is made from. */
export const fileEdits: readonly Edit[] = [
  ...mirrorEdits,
  ...sourceEdits,
  ...textEdits,
  ...helpEdits,
  ...catalogueEdits,
  ...otherEdits,
];
