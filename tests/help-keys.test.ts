import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import type { HelpKey } from '../src/model/help-key.ts';
import { lookAtKeys } from '../src/survey/look-keys.ts';
import { isIssuer, readKeys, readSignatures } from '../src/survey/openpgp.ts';
import { PortalTest } from './portal-test.ts';
import { isHere, testWith } from './programs.ts';
import { type Gpg, startGpg } from './survey/gpg.ts';

/* The keys that help tells readers to expect, against what signed the tree; keys and signatures are those of GnuPG. */

const made = new Date('2026-06-01T00:00:00Z');
const now = '2026-08-08T12:00:00Z';

let gpg: Gpg;
beforeAll(() => {
  if (!isHere('gpg')) return undefined;
  gpg = startGpg(made);
  return () => gpg.close();
});

/** Files in memory, asked as a tree is. */
const treeOf = (files: Readonly<Record<string, Uint8Array>>) => ({
  find: async (pattern: string) => Object.keys(files).filter((path) => pattern === path),
  readBytes: async (path: string) => files[path],
});

const look = (files: Readonly<Record<string, Uint8Array>>, key: Partial<HelpKey> & Pick<HelpKey, 'fingerprint'>) =>
  lookAtKeys(treeOf(files), [{ of: ['InRelease'], file: ['key.asc'], ...key }], hash);

describe.each(['rsa2048', 'ed25519', 'nistp256'])('%s', (algorithm) => {
  testWith(['gpg'], 'who signed a file is read from its signature, and the fingerprints from the key', async () => {
    const key = gpg.makeKey(`plain-${algorithm}`, algorithm);
    for (const signed of [gpg.clearsigned('- x\n', key), gpg.detached('x', key), gpg.detached('x', key, true)])
      expect(readSignatures(signed).map(({ issuer, isWeak }) => [issuer, isWeak])).toEqual([[key, false]]);
    for (const file of [gpg.exported(key), gpg.exported(key, false)])
      expect(readKeys(file, hash)).toEqual([{ fingerprint: key, primary: key, ends: undefined, isWeak: false }]);
  });
});

testWith(['gpg'], 'a subkey signs for its key, where the tree has that', async () => {
  const key = gpg.makeKey('with-subkey', 'ed25519');
  const subkey = gpg.addSubkey(key, 'rsa2048', '2026-07-01');
  const signed = { InRelease: gpg.clearsigned('x\n', key) };
  expect(readSignatures(signed.InRelease).map(({ issuer }) => issuer)).toEqual([subkey]);
  expect(await look(signed, { fingerprint: key })).toEqual([
    { fingerprint: key, differs: { file: 'InRelease', found: subkey }, ends: undefined, weak: undefined },
  ]);
  const looks = await look({ ...signed, 'key.asc': gpg.exported(key) }, { fingerprint: key });
  expect(looks).toMatchObject([{ differs: undefined, ends: { file: 'key.asc' } }]);
  expect(looks[0]!.ends!.time.toISOString()).toMatch(/^2026-07-01T/);
});

testWith(['gpg'], 'another key in the place of the one is told, and of several signatures one is enough', async () => {
  const [key, other] = [gpg.makeKey('expected', 'ed25519'), gpg.makeKey('other', 'ed25519')];
  expect(await look({ InRelease: gpg.clearsigned('x\n', key) }, { fingerprint: key })).toEqual([]);
  expect(await look({ InRelease: gpg.clearsigned('x\n', other) }, { fingerprint: key })).toMatchObject([
    { differs: { file: 'InRelease', found: other } },
  ]);
  expect(await look({ 'key.asc': gpg.exported(other) }, { fingerprint: key })).toMatchObject([
    { differs: { file: 'key.asc', found: other } },
  ]);
  const both = Buffer.concat([gpg.detached('x', other), gpg.detached('x', key)]);
  expect(await look({ InRelease: both }, { fingerprint: key })).toEqual([]);
  expect(await look({ InRelease: Buffer.from('no signature\n') }, { fingerprint: key })).toEqual([]);
});

testWith(['gpg'], 'a key that only SHA-1 binds to its owner is weak', async () => {
  const weak = ['--cert-digest-algo=SHA1', '--allow-weak-digest-algos'];
  for (const algorithm of ['rsa2048', 'ed25519']) {
    const key = gpg.makeKey(`weak-${algorithm}`, algorithm, 'never', weak);
    expect(await look({ 'key.asc': gpg.exported(key) }, { fingerprint: key })).toMatchObject([{ weak: 'key.asc' }]);
  }
});

testWith(['gpg'], 'an id is a part of the fingerprint', async () => {
  const key = gpg.makeKey('short', 'ed25519');
  expect(isIssuer(key.slice(-16), key)).toBe(true);
  expect(isIssuer(key.slice(0, 16), key)).toBe(false);
});

/** A site whose mirror has this in its tree, and whose help tells of that key. */
function star(fingerprint: string, files: Readonly<Record<string, Uint8Array>>): PortalTest {
  const portal = PortalTest.from();
  const spaced = fingerprint.replaceAll(/(.{4})(?=.)/g, '$1 ');
  for (const [path, data] of Object.entries(files)) {
    const file = join(portal.root, 'tree/star', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, data);
  }
  return portal
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nsurvey: { visits: false, upstream: false }\nserve: { dataRoot: ${portal.root}/tree, names: [mirrors.example.org] }\n`,
    )
    .write('content/mirrors/star.yaml', 'url: /star\n')
    .write(
      'content/help/star/en.yaml',
      `_: Star\ninput:\n  release:\n    option: { vega: , deneb: }\nkeys:\n  - fingerprint: ${spaced}\n    of: dists/{{release}}/InRelease\n    file: [key.asc, '*/key.asc']\n`,
    )
    .write(
      'content/help/star/index.en.md',
      `It must be \`${spaced}\`.\n\n\`\`\`{ztmpl input="release" path="/etc/apt/sources.list.d/star.sources"}\nTypes: deb\nURIs: {{endpoint}}\nSuites: {{release}}\n\`\`\`\n`,
    );
}

const withoutKeys = (text: string) => text.replaceAll(/[0-9A-F]{40}/g, 'KEY');
const told = async (portal: PortalTest) =>
  (await portal.build(`--now=${now}`)).problems.map(({ code, says }) => withoutKeys(`${says} [${code}]`));

testWith(['gpg'], 'a build tells of keys that are not as help says', async () => {
  const [key, other] = [gpg.makeKey('star', 'ed25519', '2026-08-30'), gpg.makeKey('imposter', 'rsa2048')];
  const good = {
    'dists/vega/InRelease': gpg.clearsigned('x\n', key),
    'dists/deneb/InRelease': gpg.clearsigned('x\n', key),
  };
  expect(await told(star(key, good))).toEqual([]);
  expect(await told(star(key, { ...good, 'key.asc': gpg.exported(key) }))).toMatchInlineSnapshot(`
    [
      "help of "star": the key KEY in "key.asc" ends on 2026-08-30T12:00:00Z [help-key-ends]",
    ]
  `);
  expect(
    await told(star(key, { ...good, 'dists/deneb/InRelease': gpg.clearsigned('x\n', other) })),
  ).toMatchInlineSnapshot(`
    [
      "help of "star": readers expect the key KEY, and "dists/deneb/InRelease" is of KEY [help-key-differs]",
    ]
  `);
  const weak = gpg.makeKey('old', 'rsa2048', '2026-07-01', ['--cert-digest-algo=SHA1']);
  expect(
    await told(
      star(weak, {
        'dists/vega/Release': Buffer.from(''),
        'dists/deneb/Release': Buffer.from(''),
        'keys/key.asc': gpg.exported(weak),
      }),
    ),
  ).toMatchInlineSnapshot(`
    [
      "help of "star": the key KEY in "keys/key.asc" ended on 2026-07-01T12:00:00Z [help-key-ends]",
      "help of "star": the key KEY in "keys/key.asc" is signed only with SHA-1 or older; apt of Debian 13 and other new programs refuse such keys [help-key-weak]",
    ]
  `);
});

testWith(['gpg'], 'a fingerprint that the text does not show is told', async () => {
  const portal = star('A'.repeat(40), {}).edit('content/help/star/index.en.md', 'AAAA AAAA', 'AAAB AAAA');
  expect((await portal.build(`--now=${now}`)).problems.map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "the text does not show the fingerprint AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA AAAA",
    ]
  `);
});
