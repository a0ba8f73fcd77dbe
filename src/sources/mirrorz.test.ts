import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import { readAliases } from '../model/aliases.ts';
import type { Portal } from '../model/portal.ts';
import type { Reading } from '../model/report.ts';
import { assemblePortal, noHistory } from '../portal/assemble.ts';
import { mirrorz } from './mirrorz.ts';

const now = new Date('2026-01-01T00:00:00Z');
const site = { url: 'https://mirrors.example.org', abbr: 'EXAMPLE' };
const debian = { cname: 'debian', url: '/debian', status: 'S1760000000X1770000000' };

/** A document with these keys instead of those of a good one. */
function documentWith(keys: object = {}): Record<string, unknown> {
  return { version: 1.7, site, info: [], mirrors: [debian], ...keys };
}

function read(keys: object = {}): { value: Reading; problems: readonly Problem[]; codes: string[] } {
  expect(mirrorz.shapeFault(documentWith(keys))).toBeUndefined();
  const { value, problems } = mirrorz.read(documentWith(keys), 'site', now, now);
  return { value, problems, codes: problems.map(({ code }) => code) };
}

const readMirror = (keys: object) => read({ mirrors: [{ ...debian, ...keys }] });
const readSite = (keys: object) => read({ site: { ...site, ...keys } });
const readInfo = (...info: object[]) => read({ info });
const readEndpoint = (keys: object) =>
  read({ extension: 'D', endpoints: [{ label: 'a', resolve: 'a.example', ...keys }] });

/** What becomes of whole documents, for the rows that are about more than one mirror. */
function assemble(...documents: object[]): Portal & { codes: string[] } {
  const read = documents.map((keys, index) => mirrorz.read(documentWith(keys), `site${index}`, now, now));
  const { value, problems } = assemblePortal({
    content: { languages: ['zh'], sources: [] },
    contentFile: 'content/portal.yaml',
    mirrorFiles: [],
    readings: read.map(({ value }) => value),
    snapshots: [],
    aliases: readAliases({}, 'content/cname.json').value,
    catalogue: () => undefined,
    help: new Map(),
    pages: new Map(),
    news: [],
    historyFacts: noHistory,
    now: new Date('2026-01-01T00:00:00Z'),
    machineTimeZone: 'UTC',
    reservedNames: [],
  });
  return { ...value, codes: [...read.flatMap((one) => one.problems), ...problems].map(({ code }) => code) };
}

test('a document as the format has it is read without complaint', () => {
  const { value, codes } = read({
    site: { ...site, name: 'Example', email: 'mirrors@example.org', disk: '1T / 2T', big: '/big', disable: true },
    info: [{ distro: 'Debian', category: 'os', urls: [{ name: '13 (amd64)', url: '/debian-cd/13.iso' }] }],
    mirrors: [
      { ...debian, desc: 'A system', help: '/help/debian/', upstream: 'rsync://a.example/debian/', size: '1T' },
    ],
    extension: 'D',
    endpoints: [{ label: 'v4', resolve: 'v4.example.org', public: false, filter: ['V4', 'SSL'], range: ['CN'] }],
  });
  expect(codes).toEqual([]);
  expect(value).toEqual({
    source: 'site',
    site: { ...site, name: 'Example', email: 'mirrors@example.org', disk: '1T / 2T', big: '/big', disable: true },
    downloads: [{ distro: 'Debian', category: 'os', urls: [{ name: '13 (amd64)', url: '/debian-cd/13.iso' }] }],
    endpoints: [{ label: 'v4', resolve: 'v4.example.org', isPublic: false, filter: ['V4', 'SSL'], range: ['CN'] }],
    reports: [
      {
        cname: 'debian',
        place: { source: 'site', path: 'mirrors[0]' },
        urls: ['/debian'],
        sync: {
          state: 'success',
          lastSuccess: new Date(1760000000000),
          lastAttempt: new Date(1760000000000),
          next: new Date(1770000000000),
        },
        isHidden: false,
        desc: 'A system',
        help: '/help/debian/',
        upstream: 'rsync://a.example/debian/',
        size: { text: '1T', bytes: 1024 ** 4 },
      },
    ],
  });
});

/** The deviation register, A.6 of the facts on the MirrorZ format, row by row. */
describe('accepted silently', () => {
  const silent = (what: { codes: string[] }) => expect(what.codes).toEqual([]);

  test.each([undefined, null, 1, 1.5, 1.7, '1.5', '1'])('1: version %j', (version) => {
    silent(read({ version }));
  });

  test('2: keys that nobody knows', () => {
    silent(read({ application: 'x', refresh: 5, disk_usage: { total: 1 } }));
    silent(readSite({ tag: 'x' }));
    silent(readMirror({ options_name: 'x', syncing: false, oldSuccessTime: null, name: ['x'] }));
    silent(readEndpoint({ _label: 'x', _range: ['x'], REGION: 'BJ' }));
  });

  test('3: empty texts for what may be missing; they count as missing', () => {
    const mirror = readMirror({ help: '', desc: '', upstream: '', size: '' });
    silent(mirror);
    expect(mirror.value.reports[0]).toMatchObject({ help: undefined, desc: undefined, upstream: undefined });
    const { value, codes } = readSite({ disk: '', note: '', logo: '', email: '' });
    silent({ codes });
    expect(value.site).toEqual(site);
  });

  test('4: a slash at the end of an address; it is taken off', () => {
    const portal = assemble({ site: { ...site, url: `${site.url}/` }, mirrors: [{ ...debian, url: '/debian/' }] });
    silent(portal);
    expect(portal).toMatchObject({ site: { url: site.url }, mirrors: [{ url: '/debian' }] });
  });

  test.each(['https://repo.example/x', 'http://repo.example/x', 'https://repo.example/#browse/browse:x'])(
    '5: the absolute address %s',
    (url) => {
      const portal = assemble({ mirrors: [{ ...debian, url }] });
      silent(portal);
      expect(portal.mirrors[0]).toMatchObject({ url, addresses: [expect.stringContaining(url)] });
    },
  );

  test.each(['F1O2X3', 'F1X3O2', 'S1NX3', 'S1X3N', 'Y1O2X3N4', 'S', 'Y', 'F', 'P', 'C', 'R'])(
    '6: auxiliary letters in any order, main letters without a time: %s',
    (shape) => {
      silent(readMirror({ status: shape.replace(/\d/g, '176000000$&') }));
    },
  );

  test.each([
    'U1760000000',
    'UX1770000000',
    'P1760000000O1750000000',
    'S1760000000X1770000000O1750000000',
    'PX1770000000',
  ])('7: times and letters where the format defines none: %s', (status) => {
    silent(readMirror({ status }));
  });

  test('8: endpoints without the extension that has them', () => {
    const { value, codes } = read({ endpoints: [{ label: 'a', resolve: 'a.example' }] });
    silent({ codes });
    expect(value.endpoints).toEqual([{ label: 'a', resolve: 'a.example', isPublic: true, filter: [], range: [] }]);
  });

  test.each([
    { size: '28.57GB' },
    { size: '9.5 G' },
    { size: '.79' },
    { size: 114 },
    { size: 'unknown' },
    { size: 'N/A' },
    { size: 'None' },
    { size: '0.00B' },
    { upstream: 'cran-rsync@cran.example:./' },
    { upstream: 'https://us.example,https://kr.example' },
    { upstream: 'master.example::module' },
  ])('9: what is free of form, in a mirror: %j', (keys) => {
    silent(readMirror(keys));
  });

  test.each([
    { email: 'support at example dot org' },
    { group: 'QQ: 12345, Telegram: @example' },
    { group: '#example at freenode; https://groups.example/forum/#!forum/x' },
    { disk: '84.93TiB/85.50TiB + 2.97TiB/3.38TiB' },
    { disk: '1.4T / 10T (15%)' },
  ])('9: what is free of form, of the site: %j', (keys) => {
    const { value, codes } = readSite(keys);
    silent({ codes });
    expect(value.site).toEqual({ ...site, ...keys });
  });

  test.each(['git/lean4-packages/mathlib4', 'Arch Linux', '优麒麟', '.NET', 'FreeOTP+', 'node.js'])(
    '10: the name %s',
    (cname) => {
      const { value, codes } = readMirror({ cname });
      silent({ codes });
      expect(value.reports[0]!.cname).toBe(cname);
    },
  );

  test('11: several files of one name in one entry', () => {
    const urls = ['/a.iso', '/b.iso'].map((url) => ({ name: '13', url }));
    const { value, codes } = readInfo({ distro: 'Debian', category: 'os', urls });
    silent({ codes });
    expect(value.downloads).toEqual([{ distro: 'Debian', category: 'os', urls }]);
  });
});

describe('accepted with a warning', () => {
  test.each([undefined, null])('12: the status %j; it is unknown', (status) => {
    const { value, codes } = readMirror({ status });
    expect(codes).toEqual(['status-missing']);
    expect(value.reports[0]!.sync).toEqual({ state: 'unknown' });
  });

  test('13: a status that is not in the grammar; what can be read of it counts', () => {
    const { value, problems } = readMirror({ status: 'FundefinedO1650000000' });
    expect(value.reports[0]!.sync).toEqual({ state: 'failed' });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source site: mirrors[0].status: warning: status "FundefinedO1650000000": it is invalid from character 2 on [status-grammar]
        fix: Follow the MirrorZ format v1.7, for example S1700000000X1700003600."
    `);
  });

  test('14: a time that is none; it is left out', () => {
    const { value, problems } = readMirror({ status: 'Y1760000000O-62135596800' });
    expect(value.reports[0]!.sync).toEqual({ state: 'syncing', started: new Date(1760000000000) });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source site: mirrors[0].status: warning: status "Y1760000000O-62135596800": -62135596800 is not a plausible sync time [status-time]
        fix: Check the clock and the tool that wrote it; the time is ignored."
    `);
  });

  test.each([null, '-0.00 MiB', '-5G'])('15: the size %j; it is not known', (size) => {
    const { value, codes } = readMirror({ size });
    expect(codes).toEqual(['odd-size']);
    expect(value.reports[0]!.size).toBeUndefined();
  });

  test('16: help that is bare; it is below the site', () => {
    const portal = assemble({ mirrors: [{ ...debian, help: 'debian' }] });
    expect(portal.codes).toEqual(['help-relative']);
    expect(portal.mirrors[0]!.help).toBe('https://mirrors.example.org/debian');
    expect(readMirror({ help: '/help/#/debian/' }).codes).toEqual([]);
    expect(readMirror({ help: 'https://help.example/debian/?mirror=X' }).codes).toEqual([]);
  });

  test('17: characters that an address must encode; they are encoded', () => {
    const portal = assemble({ mirrors: [{ ...debian, url: '/nightly build' }] });
    expect(portal.codes).toEqual(['url-encoded']);
    expect(portal.mirrors[0]!.addresses).toEqual(['https://mirrors.example.org/nightly%20build/']);
    const urls = [
      { name: '1', url: '/a%20b.iso' },
      { name: '2', url: '/a（1）.iso' },
    ];
    expect(readInfo({ distro: 'x', category: 'os', urls }).problems).toMatchObject([
      { code: 'url-encoded', place: { source: 'site', path: 'info[0].urls[1].url' } },
    ]);
  });

  test('18: a name listed twice; its addresses add up and the state is that of the address that is linked first', () => {
    const portal = assemble({
      mirrors: [
        { cname: 'iina', url: '/iina', status: 'F1750000000' },
        { cname: 'iina', url: '/github-release/iina', status: 'S1760000000' },
        { cname: 'iina', url: '/iina', status: 'U' },
      ],
    });
    expect(portal.codes).toEqual(['duplicate-cname', 'duplicate-cname']);
    expect(portal.mirrors).toMatchObject([{ url: '/iina', sync: { state: 'failed' } }]);
    expect(portal.mirrors[0]!.addresses).toEqual([
      'https://mirrors.example.org/iina/',
      'https://mirrors.example.org/github-release/iina/',
    ]);
  });

  test('18: names that differ in case only; both are shown', () => {
    const portal = assemble({ mirrors: ['gnu', 'GNU'].map((cname) => ({ ...debian, cname })) });
    expect(portal.codes).toEqual(['case-twins']);
    expect(portal.mirrors.map(({ cname }) => cname)).toEqual(['gnu', 'GNU']);
  });

  test.each(['', ' \n'])('19: the empty name %j; its mirror is left out', (cname) => {
    const { value, codes } = readMirror({ cname });
    expect(codes).toEqual(['empty-cname']);
    expect(value.reports).toEqual([]);
  });

  test.each(['首页数据更新于：', 'Updated at: 12', 'a\nb', 'x'.repeat(120)])(
    '19: the name %j that is a piece of a page; its mirror is shown',
    (cname) => {
      const { value, codes } = readMirror({ cname });
      expect(codes).toEqual(['odd-cname']);
      expect(value.reports[0]!.cname).toBe(cname);
    },
  );

  test.each([[], null, undefined])('20: an entry without files, %j; it is hidden', (urls) => {
    const { value, codes } = readInfo({ distro: 'Debian', category: 'os', urls });
    expect(codes).toEqual(['empty-downloads']);
    expect(value.downloads).toEqual([]);
  });

  test('21: a distribution listed twice; it is one', () => {
    const entry = (url: string, category = 'os') => ({ distro: 'TeX', category, urls: [{ name: '1', url }] });
    const { value, codes } = readInfo(entry('/a'), entry('/b', 'app'), entry('/c'));
    expect(codes).toEqual(['duplicate-download']);
    expect(value.downloads).toEqual([
      {
        distro: 'TeX',
        category: 'os',
        urls: [
          { name: '1', url: '/a' },
          { name: '1', url: '/c' },
        ],
      },
      { distro: 'TeX', category: 'app', urls: [{ name: '1', url: '/b' }] },
    ]);
  });

  test('22: big is "-"; there is no big file', () => {
    const { value, codes } = readSite({ big: '-' });
    expect(codes).toEqual(['odd-big']);
    expect(value.site).toEqual(site);
  });

  test.each(['issue', 'request'])('23: a space after mailto: in %s; it is taken out', (key) => {
    const { value, codes } = readSite({ [key]: 'mailto: git+mirrors@example.org' });
    expect(codes).toEqual(['mail-space']);
    expect(value.site).toEqual({ ...site, [key]: 'mailto:git+mirrors@example.org' });
  });

  test.each(['https://example.org/favicon.ico', '/FAVICON.ICO'])('24: the logo %s; it is passed on', (logo) => {
    const { value, codes } = readSite({ logo });
    expect(codes).toEqual(['logo-ico']);
    expect(value.site).toEqual({ ...site, logo });
  });

  test('24: another picture may be one', () => {
    expect(readSite({ logo: '/logo.png', big: '/favicon.ico' }).codes).toEqual([]);
  });

  test('25: an endpoint with a scheme; it is taken off', () => {
    const { value, codes } = readEndpoint({ resolve: 'https://a.example:8080/proxy/' });
    expect(codes).toEqual(['endpoint-scheme']);
    expect(value.endpoints![0]!.resolve).toBe('a.example:8080/proxy');
  });

  test('26: no mirrors at all', () => {
    const { value, codes } = read({ mirrors: [] });
    expect(codes).toEqual(['no-mirrors']);
    expect(value.reports).toEqual([]);
  });

  test('27: a site over http', () => {
    const { value, codes } = readSite({ url: 'http://mirrors.example.org' });
    expect(codes).toEqual(['site-over-http']);
    expect(value.site!.url).toBe('http://mirrors.example.org');
  });

  test('28: a line break around a text; it is taken off', () => {
    const mirror = readMirror({ desc: 'A build system.\r\n' });
    expect(mirror.codes).toEqual(['outer-space']);
    expect(mirror.value.reports[0]!.desc).toBe('A build system.');
    const { value, codes } = readSite({ disk: '59T/67T\n' });
    expect(codes).toEqual(['outer-space']);
    expect(value.site!.disk).toBe('59T/67T');
  });

  test.each([' 59T/67T', '59T/67T ', '59T/67T\n '])('28: space around a text: %j', (disk) => {
    const { value, codes } = readSite({ disk });
    expect(value.site!.disk).toBe('59T/67T');
    expect(codes).toEqual(['outer-space']);
  });

  test('29: a label of two endpoints, in one document or in two; the first one counts', () => {
    const endpoints = ['a.example', 'b.example'].map((resolve) => ({ label: 'a', resolve }));
    const [first, second] = endpoints.map((endpoint) => ({ endpoints: [endpoint] }));
    for (const portal of [
      assemble({ endpoints }),
      assemble(first!, { ...second, mirrors: [{ ...debian, cname: 'x' }] }),
    ]) {
      expect(portal.codes).toEqual(['duplicate-endpoint']);
      expect(portal.endpoints.map(({ resolve }) => resolve)).toEqual(['a.example']);
    }
  });
});

describe('rejected whole, so that the last good answer stays', () => {
  test.each([
    ['no object', 'Service Unavailable', 'expected object, received string'],
    ['nothing', null, 'expected object, received null'],
    ['a list', [], 'expected object, received array'],
    ['no site', { site: undefined }, 'site: expected object, but it is missing'],
    ['a site without url', { site: { abbr: 'A' } }, 'site.url: expected string, but it is missing'],
    ['a site without abbr', { site: { url: site.url } }, 'site.abbr: expected string, but it is missing'],
    ['mirrors missing', { mirrors: undefined }, 'mirrors: expected array, but it is missing'],
    ['mirrors that are no list', { mirrors: {} }, 'mirrors: expected array, received object'],
  ])('%s', (_, keys, fault) => {
    const isKeys = keys !== null && typeof keys === 'object' && !Array.isArray(keys);
    expect(mirrorz.shapeFault(isKeys ? documentWith(keys) : keys)).toBe(fault);
  });

  test.each([
    ['an empty url', { url: '', abbr: 'A' }],
    ['an empty abbr', { url: site.url, abbr: '' }],
  ])('%s of the site', (_, told) => {
    expect(mirrorz.shapeFault(documentWith({ site: told }))).toContain('site.');
  });
});

describe('rejected alone', () => {
  test.each([
    ['no object', 'debian'],
    ['nothing', null],
    ['no cname', { url: '/x', status: 'U' }],
    ['a cname that is not a text', { cname: 5, url: '/x' }],
    ['no url', { cname: 'x', status: 'U' }],
    ['an empty url', { cname: 'x', url: ' ', status: 'U' }],
    ['a url that is not a text', { cname: 'x', url: null }],
  ])('a mirror that has %s', (_, row) => {
    const { value, problems } = read({ mirrors: [row, debian] });
    expect(problems).toMatchObject([{ code: 'mirror-unusable', place: { source: 'site', path: 'mirrors[0]' } }]);
    expect(value.reports.map(({ cname }) => cname)).toEqual(['debian']);
  });

  test('an entry of downloads, and an endpoint, that cannot be used', () => {
    const { value, problems } = read({ info: [{ urls: [] }, 5], endpoints: [{ label: 'a' }] });
    expect(value).toMatchObject({ downloads: [], endpoints: [] });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source site: info[0]: warning: the entry cannot be used: distro: expected string, but it is missing [odd-field]
        fix: Correct it; the entry is left out until then.
      source site: info[1]: warning: the entry cannot be used: expected object, received number [odd-field]
        fix: Correct it; the entry is left out until then.
      source site: endpoints[0]: warning: the endpoint cannot be used: resolve: expected string, but it is missing [odd-field]
        fix: Correct it; the endpoint is left out until then."
    `);
  });
});

test('rows of any JSON are read or noted, and nothing is thrown', () => {
  const row = (...keys: string[]) =>
    fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(keys.map((key) => [key, fc.oneof(fc.string(), fc.jsonValue())])), {
        requiredKeys: [],
      }),
    );
  const document = fc.record({
    mirrors: fc.array(row('cname', 'url', 'status', 'desc', 'help', 'upstream', 'size', 'disable')),
    info: fc.array(row('distro', 'category', 'urls')),
    endpoints: fc.array(row('label', 'resolve', 'public', 'filter', 'range')),
  });
  fc.assert(
    fc.property(document, (keys) => {
      const { value, problems } = read(keys);
      const left = keys.mirrors.length - value.reports.length;
      const noted = problems.filter(({ code }) => code === 'mirror-unusable' || code === 'empty-cname').length;
      expect(noted).toBe(left);
    }),
  );
});

describe('what the register does not have', () => {
  test.each([undefined, null])('info: %j is no downloads', (info) => {
    expect(read({ info })).toMatchObject({ value: { downloads: [] }, codes: [] });
  });

  test('null stands for what is missing', () => {
    const missing = { desc: null, help: null, upstream: null, disable: null };
    expect(readMirror(missing)).toMatchObject({
      value: { reports: [{ cname: 'debian', isHidden: false }] },
      codes: [],
    });
    expect(readSite({ name: null, disk: null, disable: null })).toMatchObject({ value: { site }, codes: [] });
    expect(read({ endpoints: null })).toMatchObject({ value: { endpoints: [] }, codes: [] });
  });

  test('space around names and addresses is taken off', () => {
    expect(readSite({ url: ` ${site.url}/ `, abbr: ' EXAMPLE ' }).value.site).toEqual(site);
    expect(readMirror({ cname: ' debian ', url: ' /debian ' }).value.reports[0]).toMatchObject({
      cname: 'debian',
      urls: ['/debian'],
    });
    const { value } = readInfo({ distro: ' Debian ', category: ' app ', urls: [{ name: '1', url: '/1' }] });
    expect(value.downloads).toMatchObject([{ distro: 'Debian', category: 'app' }]);
  });

  test('a mirror that is switched off is hidden', () => {
    expect(readMirror({ disable: true }).value.reports[0]!.isHidden).toBe(true);
  });

  test('a category that is not told is os, one that nobody knows stays', () => {
    const urls = [{ name: '1', url: '/1' }];
    const { value, codes } = readInfo({ distro: 'a', urls }, { distro: 'b', category: 'video', urls });
    expect(codes).toEqual([]);
    expect(value.downloads!.map(({ category }) => category)).toEqual(['os', 'video']);
  });

  test.each([2, '2.0', 'x', 0])('version %j is noted', (version) => {
    expect(read({ version }).codes).toEqual(['odd-version']);
  });

  test.each([
    { info: {} },
    { endpoints: 'x' },
    { version: {} },
    { site: { ...site, disable: 'false' } },
    { site: { ...site, note: ['x'] } },
  ])('an optional field of another kind does not cost the document: %j', (keys) => {
    expect(read(keys).value.reports).toHaveLength(1);
  });

  test.each([{ status: 1760000000 }, { disable: 'true' }, { desc: ['x'] }, { size: { bytes: 5 } }])(
    'an optional field of another kind does not cost the mirror: %j',
    (keys) => {
      const { value, codes } = readMirror(keys);
      expect(value.reports).toHaveLength(1);
      expect(codes).not.toEqual([]);
    },
  );

  test('an optional field of another kind is noted', () => {
    const { problems } = read({
      info: 'x',
      site: { ...site, note: ['x'], disable: 'false' },
      mirrors: [{ ...debian, desc: {}, disable: 1 }],
      endpoints: { label: 'a' },
    });
    expect(problemsToText(problems)).toMatchInlineSnapshot(`
      "source site: mirrors[0].disable: warning: 1 is neither true nor false [odd-field]
        fix: Write true or false; it counts as false.
      source site: mirrors[0].desc: warning: {} is not a text [odd-field]
        fix: Write a text, or leave it out; it is ignored until then.
      source site: site.note: warning: ["x"] is not a text [odd-field]
        fix: Write a text, or leave it out; it is ignored until then.
        … and 2 more of [odd-field]; --json lists them all"
    `);
  });
});
