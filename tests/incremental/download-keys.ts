import { join } from 'node:path';
import type { PortalTest } from '../portal-test.ts';
import { setValue, writeContent } from './edit.ts';
import type { KeyEdit } from './key-edits.ts';
import { allSchemaKeys } from './schema-keys.ts';

/*
 * Edits of what decides which files are downloads. One mirror has a tree with files of two versions and what may lie beside them.
 */

const [PORTAL, MIRROR, RULE] = ['content/portal.yaml', 'content/mirrors/debian.yaml', 'content/downloads/example.yaml'];
const LATER = 'it decides how often a tree is searched, which is not due';
const HASH = 'a'.repeat(64);

/** A rule with every key. */
const rule = {
  title: { zh: '样例', en: 'Example' },
  category: 'app',
  names: ['Example'],
  files: [
    {
      mirrors: ['debian'],
      path: 'iso/*.iso',
      match: 'example-(?<version>\\d+)-(?<architecture>\\w+)-(?<kind>\\w+)\\.iso$',
      version: '{version}',
      architecture: '{architecture}',
      kind: '{kind}',
      newest: 2,
      newestOf: '{kind}',
      checksums: 'SHA256SUMS',
      checksumsSignature: '{list}.sign',
      signature: '{file}.sig',
      torrent: '{file}.torrent',
      metalink: '{file}.metalink',
      zsync: '{file}.zsync',
    },
  ],
  skip: false,
  sources: ['https://www.example.org/'],
};

function withTree(portal: PortalTest): void {
  const names = [1, 2, 3].map((version) => `example-${version}-amd64-netinst.iso`);
  for (const name of names) {
    portal.write(`tree/iso/${name}`, 'image');
    for (const ending of ['sig', 'torrent', 'metalink', 'zsync']) portal.write(`tree/iso/${name}.${ending}`, 'x');
  }
  portal
    .write('tree/iso/SHA256SUMS', names.map((name) => `${HASH}  ${name}\n`).join(''))
    .write('tree/iso/SHA256SUMS.sign', 'x')
    .write(
      'content/genisolist.ini',
      '[x]\ndistro = Own\nlocation = debian/iso/*.iso\npattern = example-(\\d+)\nversion = $1\n',
    )
    .write(RULE, '');
  writeContent(portal, RULE, rule);
  setValue(portal, MIRROR, ['serve', 'folder'], join(portal.root, 'tree'));
}

/** The edits of each key that decides of downloads. */
export function downloadKeys(): Readonly<Record<string, KeyEdit>> {
  const prepare = (portal: PortalTest) => {
    withTree(portal);
    setValue(portal, PORTAL, ['downloads'], { everyMinutes: 60, seconds: 20, genisolist: 'genisolist.ini' });
  };
  return {
    'portal: downloads': { prepare: withTree, to: { seconds: 10 } },
    'portal: downloads.everyMinutes': { prepare, to: 30, unseen: LATER },
    'portal: downloads.seconds': { prepare, to: 10, unseen: LATER },
    'portal: downloads.genisolist': { prepare, to: 'missing.ini' },
    ...ruleKeys(prepare),
  };
}

/** What each key of a rule becomes; keys of a file without a value here are taken away. */
const ruleValues: Readonly<Record<string, unknown>> = {
  title: 'Another',
  'title.zh': '另一个',
  'title.en': 'Another',
  category: 'os',
  names: ['Other'],
  files: [],
  'files[].mirrors': ['fedora'],
  'files[].path': 'other/*.iso',
  'files[].match': 'example-(?<version>1)-(?<architecture>\\w+)-(?<kind>\\w+)\\.iso$',
  'files[].version': 'Release {version}',
  'files[].architecture': 'other',
  'files[].kind': 'Other {kind}',
  'files[].newest': 1,
  'files[].newestOf': '{version}',
  skip: true,
};

function ruleKeys(prepare: KeyEdit['prepare']): Readonly<Record<string, KeyEdit>> {
  const names = allSchemaKeys().flatMap(({ schema, name }) => (schema === 'downloads' ? [name] : []));
  const edits = names.map((name): readonly [string, KeyEdit] => [
    name,
    { prepare, to: ruleValues[name.replace('downloads: ', '')] },
  ]);
  return {
    ...Object.fromEntries(edits),
    'downloads: sources': { prepare, to: ['https://other.example.org/'], unseen: 'it is for people who read the file' },
  };
}
