import { join } from 'node:path';
import type { PortalTest } from '../portal-test.ts';
import { setValue, writeContent } from './edit.ts';
import type { KeyEdit } from './key-edits.ts';
import { allSchemaKeys } from './schema-keys.ts';

/*
 * Edits of what decides how trees are looked at. One mirror has a tree, and an upstream on loopback; nothing else is asked.
 */

const [PORTAL, MIRROR, KIND] = ['content/portal.yaml', 'content/mirrors/debian.yaml', 'content/kinds/plain.yaml'];
/** A port of loopback on which nobody listens. */
const NOBODY = 'http://127.0.0.1:1';
const LATER = 'it decides how a tree is looked at, which is not due';

/** A kind with every key. */
const kind = {
  title: { zh: '目录', en: 'Folder' },
  like: 'other',
  names: ['debian'],
  found: ['stamp.json'],
  stamps: [{ file: 'stamp.json', json: 'time' }],
  upstreams: { debian: NOBODY },
  expires: [{ file: 'stamp.json', json: 'until' }],
  whole: ['stamp.json'],
  indexes: [{ file: 'Release', lists: 'release', base: '' }],
  behindHours: 24,
  cache: [{ class: 'pointer', path: '/x/' }],
  cacheLike: 'other',
  sources: ['https://www.example.org/'],
};

/** Where there is a tree that is a day older than upstream. */
function withTree(portal: PortalTest, upstream: string): void {
  portal.write('tree/stamp.json', '{ "time": "2026-08-07T06:00:00Z" }');
  writeContent(portal, 'content/stamp.json', { time: '2026-08-08T12:00:00Z' });
  portal.write('content/kinds/other.yaml', 'behindHours: 6\n').write('content/kinds/plain.yaml', '');
  writeContent(portal, KIND, kind);
  setValue(portal, MIRROR, ['serve', 'folder'], join(portal.root, 'tree'));
  setValue(portal, MIRROR, ['serve', 'type'], undefined);
  setValue(portal, MIRROR, ['survey'], { kind: 'plain', upstream: `${upstream}/plain/`, skip: false });
}

/** The edits of each key that decides of surveys. */
export function surveyKeys(upstream: string): Readonly<Record<string, KeyEdit>> {
  const tree = (portal: PortalTest) => withTree(portal, upstream);
  const looked = (more: object) => (portal: PortalTest) => {
    tree(portal);
    setValue(portal, PORTAL, ['survey'], { visits: false, ...more });
  };
  // Visits go to the address of the site, where nobody answers.
  const closed = (portal: PortalTest) => {
    looked({ upstream: false })(portal);
    setValue(portal, PORTAL, ['endpoints'], undefined);
    setValue(portal, PORTAL, ['site', 'url'], NOBODY);
  };
  const prepare = looked({});
  const unseen = { prepare, unseen: LATER };
  return {
    'portal: survey': { prepare: tree, to: { visits: false } },
    'portal: survey.everyMinutes': { ...unseen, to: 30 },
    'portal: survey.seconds': { ...unseen, to: 10 },
    'portal: survey.visits': { prepare: closed, to: true },
    'portal: survey.upstream': { prepare, to: false },
    'portal: survey.upstreamMinutes': { ...unseen, to: 30 },
    'portal: survey.perHost': { ...unseen, to: 2 },
    'portal: survey.ca': { ...unseen, to: 'missing.pem' },
    'mirror: survey': { prepare, to: { skip: true } },
    'mirror: survey.kind': { prepare, to: 'other' },
    'mirror: survey.upstream': { prepare, to: `${upstream}/forbidden/` },
    'mirror: survey.skip': { prepare, to: true },
    ...kindKeys(prepare),
    // The stamp that was read is none of its kind any more, and what it was compared with is forgotten.
    'kind: stamps[].file': { prepare, to: 'other' },
    'kind: behindHours': { prepare, to: 6 },
    'kind: names': { prepare, to: ['alpine'] },
    'kind: cache': { prepare, to: [] },
    'kind: cache[].class': { prepare, to: 'immutable' },
    'kind: cache[].path': { prepare, to: '/y/' },
  };
}

/** What each key of a kind becomes; the tree was looked at before. */
const kindValues: Readonly<Record<string, unknown>> = {
  title: 'Another',
  'title.zh': '另一个',
  'title.en': 'Another',
  like: 'missing',
  found: ['other'],
  whole: ['other'],
  stamps: [{ file: 'stamp.json', json: 'time' }, { file: 'other' }],
  'stamps[].field': 'Date',
  'stamps[].json': 'other',
  'stamps[].xml': 'time',
  'stamps[].match': '(\\d+)',
  upstreams: { alpine: NOBODY },
  'upstreams.*': 'http://127.0.0.1:2/',
  expires: [{ file: 'other' }],
  'expires[].file': 'other',
  'expires[].field': 'Valid-Until',
  'expires[].json': 'other',
  'expires[].xml': 'until',
  'expires[].match': '(\\d+)',
  indexes: [],
  'indexes[].file': 'other',
  'indexes[].base': '../',
  cacheLike: 'missing',
  sources: ['https://other.example.org/'],
};

function kindKeys(prepare: KeyEdit['prepare']): Readonly<Record<string, KeyEdit>> {
  const names = allSchemaKeys().flatMap(({ schema, name }) => (schema === 'kind' ? [name] : []));
  const edits = names.map((name): readonly [string, KeyEdit] => {
    const key = name.replace('kind: ', '');
    const edit = { prepare, unseen: LATER };
    return [name, key in kindValues ? { ...edit, to: kindValues[key] } : edit];
  });
  return Object.fromEntries(edits);
}
