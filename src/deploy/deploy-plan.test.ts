import { expect, test } from 'vitest';
import { type DeployTerms, type Found, isUpToDate, pathsToLookAt, planDeploy, rollbackFiles } from './deploy-plan.ts';
import { emptyManifest, parseManifest, renderManifest, type TargetManifest } from './target-manifest.ts';

const css = '_heliostat/site.aaaaaaaa.css';
const terms: DeployTerms = { keepAssets: 2, isRollback: false, run: 'r' };
const hashes = (site: Record<string, string>) => new Map(Object.entries(site));
const deployed = (site: Record<string, string>, more: Partial<TargetManifest> = {}): TargetManifest => ({
  ...emptyManifest,
  deploys: 7,
  current: hashes(site),
  ...more,
});

/** A target on which everything that the manifest tells of is there, 5 bytes each, and what is given beside it. */
function plan(
  manifest: TargetManifest,
  site: Record<string, string>,
  there: Record<string, Partial<Found> | undefined> = {},
  more: Partial<DeployTerms> = {},
) {
  const wanted = new Map(Object.entries(site).map(([file, hash]) => [file, { hash, bytes: 5 }]));
  const owned = [...manifest.current.keys(), ...manifest.kept.keys(), ...manifest.touched];
  const found = new Map<string, Found>();
  for (const path of pathsToLookAt(owned)) found.set(path, { kind: path.includes('.') ? 'file' : 'folder', bytes: 5 });
  for (const [path, what] of Object.entries(there)) {
    if (what) found.set(path, { kind: 'file', bytes: 5, ...what });
    else found.delete(path);
  }
  return planDeploy(manifest, wanted, found, { ...terms, ...more });
}

test('assets come first, then new pages, then those that may link to them, then what programs read', () => {
  const site = { 'index.html': '2', 'mirrorz.json': '2', 'badge/a.svg': '2', 'help/new/index.html': '2', [css]: '2' };
  expect(plan(deployed({ 'index.html': '1' }), site, { help: undefined }).put).toEqual([
    [css],
    ['help/new/index.html'],
    ['index.html'],
    ['mirrorz.json', 'badge/a.svg'],
  ]);
});

test.each<[string, Partial<Found> | undefined, string, string[]]>([
  ['what is there is left alone', {}, '1', []],
  ['what has changed is written', {}, '2', ['a.html']],
  ['what somebody removed is written again', undefined, '1', ['a.html']],
  ['what somebody cut short is written again', { bytes: 3 }, '1', ['a.html']],
])('%s', (_, there, hash, put) => {
  const manifest = deployed({ 'a.html': '1' });
  const decided = plan(manifest, { 'a.html': hash }, { 'a.html': there });
  expect(decided.put.flat()).toEqual(put);
  expect(isUpToDate(decided, manifest)).toBe(put.length === 0);
});

test('what a killed deploy touched is written again or removed, as nobody knows what is in it', () => {
  const killed = deployed({ 'a.html': '1', 'b.html': '1' }, { touched: new Set(['a.html', 'c.html']) });
  const { put, remove, during, after } = plan(killed, { 'a.html': '1', 'b.html': '1' });
  expect(put.flat()).toEqual(['a.html']);
  expect(remove).toEqual(['c.html']);
  expect([...during.touched]).toEqual(['a.html', 'c.html']);
  expect(after.touched.size).toBe(0);
});

test('while a deploy goes on, the manifest tells of the last one that was completed, and of what is touched', () => {
  const { during, after } = plan(deployed({ 'a.html': '1', 'b.html': '1' }), { 'b.html': '2', 'c.html': '2' });
  expect([...during.current]).toEqual([
    ['a.html', '1'],
    ['b.html', '1'],
  ]);
  expect([...during.touched]).toEqual(['b.html', 'c.html', 'a.html']);
  expect([...after.previous]).toEqual([...during.current]);
  expect(after.deploys).toBe(8);
});

test('a hashed asset stays for two deploys that do without it, and any other file goes at once', () => {
  let manifest = deployed({ 'a.html': '1', [css]: '1', '_heliostat/search.json': '1' });
  const removed: (readonly string[])[] = [];
  for (const hash of ['2', '3', '4', '5']) {
    const decided = plan(manifest, { 'a.html': hash });
    removed.push(decided.remove);
    manifest = decided.after;
  }
  expect(removed).toEqual([['_heliostat/search.json'], [], [css], []]);
});

test('files and links that are not ours, where ours should go, are in the way', () => {
  const there = { 'index.html': {}, 'b.html': { kind: 'other' }, 'c.html': { kind: 'folder' } } as const;
  const { inTheWay, takenFolders } = plan(
    deployed({ 'b.html': '1' }),
    { 'index.html': '1', 'b.html': '1', 'c.html': '1' },
    there,
  );
  expect({ inTheWay, takenFolders }).toEqual({ inTheWay: ['index.html', 'b.html', 'c.html'], takenFolders: [] });
});

test('a folder that is there and holds nothing of ours is a mirror’s, and its files are not named one by one', () => {
  const there = { status: { kind: 'folder' }, 'status/index.html': {} } as const;
  const { inTheWay, takenFolders } = plan(emptyManifest, { 'status/index.html': '1', 'help/index.html': '1' }, there);
  expect({ inTheWay, takenFolders }).toEqual({ inTheWay: [], takenFolders: ['status'] });
});

test('a folder of ours that somebody made a link is taken', () => {
  const there = { help: { kind: 'other' } } as const;
  expect(plan(deployed({ 'help/index.html': '1' }), { 'help/index.html': '1' }, there).takenFolders).toEqual(['help']);
});

test('a rollback puts back the deploy before; after a killed deploy the one that was there; killed itself, the same', () => {
  const before = deployed({ 'a.html': '2' }, { previous: hashes({ 'a.html': '1' }) });
  const touched = new Set(['a.html']);
  const put = (manifest: TargetManifest) => rollbackFiles(manifest).get('a.html');
  expect([put(before), put({ ...before, touched }), put({ ...before, touched, isHeld: true })]).toEqual([
    '1',
    '2',
    '1',
  ]);
});

test('a rollback is held until somebody deploys, even the same site', () => {
  const back = plan(
    deployed({ 'a.html': '2' }, { previous: hashes({ 'a.html': '1' }) }),
    { 'a.html': '1' },
    {},
    { isRollback: true },
  );
  expect(back.after).toMatchObject({ isHeld: true, deploys: 8 });
  expect([...back.after.previous]).toEqual([['a.html', '2']]);
  const forward = plan(back.after, { 'a.html': '1' });
  expect(forward.put.flat()).toEqual([]);
  expect(isUpToDate(forward, back.after)).toBe(false);
});

test('a manifest is read as it was written', () => {
  const manifest = deployed(
    { 'a.html': '1' },
    { kept: new Map([[css, 3]]), touched: new Set(['b.html']), isHeld: true },
  );
  expect(parseManifest(renderManifest(manifest))).toEqual(manifest);
});

test.each(['../passwd', '/etc/passwd', 'a/../../b', 'a//b', './a', 'a\nb', '*', 'help/[a]/x'])(
  'a manifest that names %j is damaged, as what it names is removed one day',
  (file) => {
    expect(parseManifest(renderManifest(deployed({ [file]: '1' })))).toBeUndefined();
  },
);
