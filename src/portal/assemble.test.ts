import { describe, expect, test } from 'vitest';
import { exampleHelp, exampleNews } from '../../tests/example-portal.ts';
import { OperatorError } from '../base/operator-error.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import { readAliases } from '../model/aliases.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { Reading, Report, SiteFacts } from '../model/report.ts';
import { reservedNames } from '../site/registry.ts';
import { assemblePortal, noHistory, type PortalInputs } from './assemble.ts';
import { isNew } from './assemble-mirror.ts';

const ROOT = 'https://mirrors.example.org';
const site: SiteFacts = { url: ROOT, abbr: 'EXAMPLE' };
const earlier = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');

function report(cname: string, told: Partial<Report> = {}): Report {
  return {
    cname,
    place: { source: 'mirrorz', path: cname },
    sync: { state: 'unknown' },
    urls: [`/${cname}`],
    ...told,
  };
}

function reading(told: Partial<Reading>): Reading {
  return { source: 'mirrorz', reports: [], ...told };
}

function file(cname: string, content: MirrorContent): MirrorFile {
  return { file: `content/mirrors/${cname}.yaml`, cname, content };
}

function aliases(table: Record<string, string>): PortalInputs['aliases'] {
  return readAliases(table, 'content/cname.json').value;
}

function assemble(given: Partial<PortalInputs> = {}): Portal & { problems: readonly Problem[] } {
  const { value, problems } = assemblePortal({
    content: { site, languages: ['zh', 'en'], sources: [] },
    contentFile: 'content/portal.yaml',
    mirrorFiles: [],
    readings: [],
    snapshots: [],
    aliases: aliases({}),
    catalogue: () => undefined,
    help: new Map(),
    pages: new Map(),
    news: [],
    historyFacts: noHistory,
    now: new Date('2026-01-01T00:00:00Z'),
    machineTimeZone: 'Asia/Shanghai',
    reservedNames,
    ...given,
  });
  return { ...value, problems };
}

/** One source that reports these mirrors, and what came of the first. */
function assembleReports(...reports: Report[]): { mirror: Mirror; mirrors: readonly Mirror[]; problems: string } {
  const { mirrors, problems } = assemble({ readings: [reading({ reports })] });
  return { mirror: mirrors[0]!, mirrors, problems: problemsToText(problems) };
}

const atUrl = (url: string) => assembleReports(report('x', { urls: [url] }));
const cnames = ({ mirrors }: Pick<Portal, 'mirrors'>) => mirrors.map(({ cname }) => cname);
const codes = ({ problems }: { problems: readonly Problem[] }) => problems.map(({ code }) => code);

describe('the site', () => {
  const content = (own: SiteFacts) => ({ site: own, languages: ['zh' as const], sources: [] });

  test('is what portal.yaml says; what it does not say comes from the first source that tells of a site', () => {
    const readings = [
      reading({}),
      reading({ site: { url: 'https://one.example', abbr: 'ONE', email: 'a@one.example', disk: '1T' } }),
      reading({ site: { url: 'https://two.example', abbr: 'TWO', group: '#two' } }),
    ];
    expect(assemble({ content: content({ abbr: 'OWN', disk: '2T' }), readings }).site).toEqual({
      url: 'https://one.example',
      abbr: 'OWN',
      name: 'OWN',
      email: 'a@one.example',
      disk: '2T',
    });
  });

  test('is called by its short name when it has no other', () => {
    expect(assemble().site.name).toBe('EXAMPLE');
    expect(assemble({ content: content({ ...site, name: { en: 'Example' } }) }).site.name).toEqual({ en: 'Example' });
  });

  test.each([`${ROOT}/`, `${ROOT}//`])('at %s is the same site', (url) => {
    expect(assemble({ content: content({ ...site, url }) }).site.url).toBe(ROOT);
  });

  test.each([
    ['neither', {}, 'url and no abbr'],
    ['no url', { abbr: 'A' }, 'url'],
    ['no abbr', { url: ROOT }, 'abbr'],
    ['an empty url', { url: '', abbr: 'A' }, 'url'],
    ['a url that is none', { url: 'mirrors.example.org', abbr: 'A' }, 'usable url'],
    ['a url that is none, and no abbr', { url: 'mirrors.example.org' }, 'usable url and no abbr'],
  ])('cannot be built with %s', (_, told, missing) => {
    const readings = [reading({ site: told })];
    const says = `content/portal.yaml: the site has no ${missing}; write \`site: { url: …, abbr: … }\` there`;
    expect(() => assemble({ content: content({}), readings })).toThrow(says);
  });

  test.each(['mirrors.example.org:8080', 'ftp://mirrors.example.org', 'javascript:alert(1)'])(
    'cannot be built with the url %s',
    (url) => {
      const readings = [reading({ site: { url, abbr: 'A' } })];
      expect(() => assemble({ content: content({}), readings })).toThrow(OperatorError);
    },
  );

  test('has the time zone of portal.yaml, else of the machine', () => {
    expect(assemble().timeZone).toBe('Asia/Shanghai');
    expect(assemble({ content: { ...content(site), timeZone: 'Europe/Oslo' } }).timeZone).toBe('Europe/Oslo');
  });

  test('has the endpoints of all sources, each label once', () => {
    const endpoint = (label: string, resolve: string) => ({ label, resolve, isPublic: true, filter: [], range: [] });
    const [one, two, again] = [endpoint('one', 'a'), endpoint('two', 'b'), endpoint('one', 'c')];
    const readings = [
      reading({}),
      reading({ endpoints: [one, two] }),
      reading({ source: 'second', endpoints: [again] }),
    ];
    const { endpoints, problems } = assemble({ readings });
    expect(endpoints).toMatchObject([one, two]);
    expect(problemsToText(problems.filter(({ code }) => code !== 'no-mirrors'))).toMatchInlineSnapshot(`
      "source second: endpoints: warning: label "one" is used twice [duplicate-endpoint]
        fix: Give each endpoint a label of its own; only the first one is used."
    `);
  });
});

describe('the list', () => {
  test('is in order of names, numbers by their value', () => {
    const names = ['v10', 'ubuntu', 'v9', 'AOSP', 'alpine'];
    expect(cnames(assembleReports(...names.map((cname) => report(cname))))).toEqual([
      'alpine',
      'AOSP',
      'ubuntu',
      'v9',
      'v10',
    ]);
  });

  test('has mirrors that only content tells of', () => {
    const portal = assemble({ mirrorFiles: [file('own', { desc: 'x', state: 'cache', added: '2026-01-01' })] });
    expect(portal.mirrors).toEqual([
      expect.objectContaining({
        cname: 'own',
        name: 'own',
        desc: 'x',
        url: '/own',
        addresses: [`${ROOT}/own/`],
        sync: { state: 'cache' },
        added: earlier,
        source: undefined,
      }),
    ]);
    expect(portal.problems).toEqual([]);
  });

  test('that is empty is noted', () => {
    expect(problemsToText(assemble().problems)).toMatchInlineSnapshot(`
      "content/portal.yaml: warning: no source and no file lists a mirror [no-mirrors]
        fix: Add a source that answers, or files in mirrors/."
    `);
  });

  test('has no hidden mirrors, unless content shows them', () => {
    const readings = [
      reading({ reports: [report('off', { isHidden: true }), report('shown', { isHidden: true }), report('on')] }),
    ];
    const mirrorFiles = [file('shown', { hidden: false }), file('on', { hidden: true })];
    expect(cnames(assemble({ readings, mirrorFiles }))).toEqual(['shown']);
  });

  test.each(['constructor', '__proto__', 'toString'])('may have a mirror called %s', (cname) => {
    const { mirrors, problems } = assembleReports(report(cname), report('x'));
    expect(mirrors.map((mirror) => [mirror.cname, mirror.name, mirror.url])).toContainEqual([
      cname,
      cname,
      `/${cname}`,
    ]);
    expect(problems).toBe('');
  });
});

describe('an address', () => {
  test.each([
    ['below the site', '/x', `${ROOT}/x/`, '/x'],
    ['with a slash at the end', '/x/', `${ROOT}/x/`, '/x'],
    ['bare', 'x', `${ROOT}/x/`, 'x'],
    ['absolute', 'https://other.example/x/', 'https://other.example/x/', 'https://other.example/x'],
    ['with a space', '/nightly build', `${ROOT}/nightly%20build/`, '/nightly build'],
    ['with a fragment', `${ROOT}/#browse/x`, `${ROOT}/#browse/x`, `${ROOT}/#browse/x`],
    ['with a query', '/x?y', `${ROOT}/x?y`, '/x?y'],
    ['of another protocol', 'rsync://other.example/x', 'rsync://other.example/x', 'rsync://other.example/x'],
  ])('%s', (_, url, address, mirrorzUrl) => {
    const { mirror, problems } = atUrl(url);
    expect(mirror.addresses).toEqual([address]);
    expect(mirror.url).toBe(mirrorzUrl);
    expect(problems).toBe('');
  });

  test('is that of the name when nobody tells one', () => {
    const { mirror } = assembleReports(report('git/linux.git', { urls: [] }));
    expect(mirror).toMatchObject({ url: '/git/linux.git', addresses: [`${ROOT}/git/linux.git/`] });
  });

  test.each(['c#', 'what?', 'a b', '优麒麟', 'a:b', 'javascript:alert(1)', 'constructor'])(
    'that of the name %j leads to the folder of that name',
    (cname) => {
      const { mirror } = assembleReports(report(cname, { urls: [] }));
      const { origin, pathname } = new URL(mirror.addresses[0]!);
      expect([origin, decodeURIComponent(pathname)]).toEqual([ROOT, `/${cname}/`]);
    },
  );

  test.each(['\\\\evil.example', '100%25'])('so does that of %j', (cname) => {
    const { mirror } = assembleReports(report(cname, { urls: [] }));
    const { origin, pathname } = new URL(mirror.addresses[0]!);
    expect([origin, decodeURIComponent(pathname)]).toEqual([ROOT, `/${cname}/`]);
  });

  test('below a site that is itself below a path', () => {
    const content = { site: { ...site, url: `${ROOT}/mirrors` }, languages: ['zh' as const], sources: [] };
    const { mirrors } = assemble({ content, readings: [reading({ reports: [report('x')] })] });
    expect(mirrors[0]!.addresses).toEqual([`${ROOT}/mirrors/x/`]);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 's3://bucket/x', '//'])(
    'that no page may link to, %j, leaves the mirror without a link',
    (url) => {
      const { mirror, problems } = atUrl(url);
      expect(mirror.addresses).toEqual([]);
      expect(problems).toContain('[unsafe-link]');
    },
  );

  test('that no page may link to is noted where it was written', () => {
    expect(atUrl('javascript:alert(1)').problems).toMatchInlineSnapshot(`
      "source mirrorz: x: error: mirror "x": "javascript:alert(1)" is not an address that a page may link to [unsafe-link]
        fix: Use an http, https, ftp, rsync or git address; until then the mirror is shown without this link."
    `);
    const mirrorFiles = [file('x', { url: 'javascript:alert(1)' })];
    expect(
      problemsToText(assemble({ mirrorFiles, readings: [reading({ reports: [report('x')] })] }).problems),
    ).toContain('content/mirrors/x.yaml: error: ');
  });
});

describe('an address of the portal itself', () => {
  test.each([
    '/',
    '',
    '/help',
    '/help/debian',
    '/Help/',
    '/status',
    '/about/',
    '/api',
    '/_heliostat/x',
    '/mirrorz.json',
    '/en',
    '/zh/x',
    `${ROOT}/help/`,
    'http://mirrors.example.org/help/',
    '//mirrors.example.org/help/',
  ])('%j is not given away: the mirror is listed without a link, and with the reason', (url) => {
    const { mirrors, problems } = atUrl(url);
    expect(mirrors).toMatchObject([{ cname: 'x', addresses: [], unlinked: 'reserved' }]);
    expect(problems).toContain('[reserved-address]');
  });

  test.each([
    '/helpful',
    '/debian/help',
    '/de',
    'https://other.example/help/',
    `${ROOT}:8443/help/`,
    '/#help',
    'rsync://mirrors.example.org/help',
  ])('%j is none', (url) => {
    expect(atUrl(url)).toMatchObject({ mirror: { cname: 'x' }, problems: '' });
  });

  test('counts from the path of the site', () => {
    const content = { site: { ...site, url: `${ROOT}/mirrors` }, languages: ['zh' as const], sources: [] };
    const unlinkedAt = (url: string) =>
      assemble({ content, readings: [reading({ reports: [report('x', { urls: [url] })] })] }).mirrors[0]!.unlinked;
    expect(unlinkedAt('/help')).toBe('reserved');
    expect(unlinkedAt(`${ROOT}/mirrors/help`)).toBe('reserved');
    expect(unlinkedAt(`${ROOT}/help`)).toBeUndefined();
    expect(unlinkedAt('/en')).toBeUndefined();
  });

  test('is noted, with the mirror that wanted it', () => {
    expect(atUrl('/help/').problems).toMatchInlineSnapshot(`
      "source mirrorz: x: warning: mirror "x" is at "/help", which is an address of the portal itself [reserved-address]
        fix: Serve the mirror elsewhere and set its url; this address is left out until then."
    `);
  });

  test('is not given away as the second address of a mirror either', () => {
    const { mirror } = assembleReports(report('x'), report('x', { urls: ['/'] }));
    expect(mirror.addresses).not.toContain(`${ROOT}/`);
  });
});

describe('a mirror listed twice in one source', () => {
  test('keeps its addresses in the order of the document, whichever row is newer', () => {
    const old = report('x', { urls: ['/old'], sync: { state: 'success', lastSuccess: earlier } });
    const fresh = report('x', { urls: ['/fresh'], sync: { state: 'success', lastSuccess: later } });
    expect(assembleReports(old, fresh).mirror.addresses).toEqual([`${ROOT}/old/`, `${ROOT}/fresh/`]);
    expect(assembleReports(fresh, old).mirror.addresses).toEqual([`${ROOT}/fresh/`, `${ROOT}/old/`]);
  });

  test('shows its newest known state', () => {
    const rows = [
      report('x', { sync: { state: 'failed', lastAttempt: earlier } }),
      report('x', { sync: { state: 'success', lastSuccess: later } }),
      report('x', { sync: { state: 'unknown' } }),
    ];
    for (const order of [rows, rows.toReversed()]) {
      expect(assembleReports(...order).mirror.sync).toEqual({ state: 'success', lastSuccess: later });
    }
  });

  test('is noted, also under another name', () => {
    const reports = [report('suse'), report('SUSE')];
    expect(
      problemsToText(assemble({ readings: [reading({ reports })], aliases: aliases({ SUSE: 'suse' }) }).problems),
    ).toMatchInlineSnapshot(`
      "source mirrorz: SUSE: warning: mirror "suse" is listed more than once [duplicate-cname]
        fix: List it once; until then it has all of the addresses, and the state of the first one."
    `);
  });

  test('is nothing to note when it is listed in two sources', () => {
    const portal = assemble({
      readings: [reading({ reports: [report('x')] }), reading({ reports: [report('x', { urls: ['/y'] })] })],
    });
    expect(portal.mirrors[0]!.addresses).toEqual([`${ROOT}/y/`, `${ROOT}/x/`]);
    expect(portal.problems).toEqual([]);
  });

  test('has them in that order also where one is there again with a slash', () => {
    const rows = ['/old', '/fresh', '/old/'].map((url) => report('x', { urls: [url] }));
    expect(assembleReports(...rows).mirror.addresses).toEqual([`${ROOT}/old/`, `${ROOT}/fresh/`]);
  });

  test('has an address once, with and without a slash at the end', () => {
    expect(assembleReports(report('x', { urls: ['/x'] }), report('x', { urls: ['/x/'] })).mirror.addresses).toEqual([
      `${ROOT}/x/`,
    ]);
  });
});

describe('mirrors that differ in case only', () => {
  test('are noted, and each has a page of its own', () => {
    const { mirrors, problems } = assembleReports(report('GNU'), report('gnu'));
    expect(mirrors.map(({ cname, slug }) => [cname, slug])).toEqual([
      ['gnu', 'gnu'],
      ['GNU', 'GNU-3keu8qxt'],
    ]);
    expect(problems).toMatchInlineSnapshot(`
      "source mirrorz: gnu: warning: mirrors "GNU" and "gnu" differ in case only [case-twins]
        fix: Use one spelling, or map one to the other in cname.json; both are shown until then."
    `);
  });

  test('are noted when one is a file', () => {
    const { problems } = assemble({
      readings: [reading({ reports: [report('GNU')] })],
      mirrorFiles: [file('gnu', {})],
    });
    expect(problems).toMatchObject([{ code: 'case-twins', place: { file: 'content/mirrors/gnu.yaml' } }]);
  });

  test('are one when an alias says so', () => {
    const portal = assemble({
      readings: [reading({ reports: [report('GNU')] })],
      mirrorFiles: [file('gnu', { desc: 'x' })],
      aliases: aliases({ GNU: 'gnu' }),
    });
    expect(portal).toMatchObject({ mirrors: [{ cname: 'gnu', desc: 'x', url: '/GNU' }], problems: [] });
  });
});

describe('content', () => {
  const told = report('x', {
    sync: { state: 'success', lastSuccess: later },
    desc: 'source',
    upstream: 'rsync://source/',
    help: '/source',
    size: { text: '1K', bytes: 1024 },
    added: earlier,
  });
  const withContent = (content: MirrorContent, reported = told) =>
    assemble({ readings: [reading({ reports: [reported] })], mirrorFiles: [file('x', content)] }).mirrors[0]!;

  test('adds to what sources tell', () => {
    expect(withContent({ name: { zh: '甲' }, category: 'os', homepage: 'https://x.example' })).toMatchObject({
      name: { zh: '甲' },
      category: 'os',
      homepage: 'https://x.example',
      desc: 'source',
      upstream: 'rsync://source/',
      help: `${ROOT}/source`,
      added: earlier,
      source: 'mirrorz',
    });
  });

  test('wins over sources', () => {
    const own = { desc: 'own', upstream: 'rsync://own/', help: '/own', url: '/own', added: '2026-01-02' };
    expect(withContent(own)).toMatchObject({
      desc: 'own',
      upstream: 'rsync://own/',
      help: `${ROOT}/own`,
      url: '/own',
      addresses: [`${ROOT}/own/`],
      added: later,
    });
  });

  test('tells state and size only where no source knows them', () => {
    const own: MirrorContent = { state: 'cache', size: '2K' };
    expect(withContent(own)).toMatchObject({ sync: { state: 'success' }, size: { bytes: 1024 } });
    const known = withContent(own, report('x', { sync: { state: 'unknown', next: later } }));
    expect(known).toMatchObject({ sync: { state: 'cache', next: later }, size: { text: '2K', bytes: 2048 } });
  });

  test('is where a size that is none is noted', () => {
    const { mirrors, problems } = assemble({ mirrorFiles: [file('x', { size: 'big' })] });
    expect(mirrors[0]!.size?.bytes).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'odd-size', place: { file: 'content/mirrors/x.yaml' } }]);
  });

  test('is where an unsafe help address of its own is noted', () => {
    const mirrorFiles = [file('x', { help: 'javascript:alert(1)' })];
    const { problems } = assemble({ readings: [reading({ reports: [told] })], mirrorFiles });
    expect(problems.filter(({ code }) => code === 'unsafe-link')).toMatchObject([
      { place: { file: 'content/mirrors/x.yaml' } },
    ]);
  });
});

describe('what must not be published', () => {
  test.each([
    ['rsync://user:secret@a.example/x', 'rsync://a.example/x'],
    ['https://:secret@a.example/x', 'https://a.example/x'],
    ['https://u:secret@a.example, https://v:secret@b.example', 'https://a.example, https://b.example'],
    ['rsync://user@a.example/x', 'rsync://user@a.example/x'],
    ['user@a.example::module', 'user@a.example::module'],
    ['https://a.example:8443/@scope/x', 'https://a.example:8443/@scope/x'],
    ['https://a.example/a:b@c', 'https://a.example/a:b@c'],
  ])('the password in the upstream %s', (upstream, shown) => {
    expect(assembleReports(report('x', { upstream })).mirror.upstream).toBe(shown);
  });

  test('the password in an upstream that content tells', () => {
    const mirrorFiles = [file('x', { upstream: 'https://u:secret@a.example/' })];
    expect(assemble({ mirrorFiles }).mirrors[0]!.upstream).toBe('https://a.example/');
  });

  test('any part of a password with an @ in it', () => {
    const upstream = 'https://user:first@second@a.example/x';
    expect(assembleReports(report('x', { upstream })).mirror.upstream).toBe('https://a.example/x');
  });

  test('an unsafe address, where the mirror has a safe one too', () => {
    const { mirror } = assembleReports(report('x', { urls: ['javascript:alert(1)', '/x'] }));
    expect(mirror).toMatchObject({ addresses: [`${ROOT}/x/`], url: '/x' });
  });

  test('an unsafe help address', () => {
    const { mirror, problems } = assembleReports(report('x', { help: 'javascript:alert(1)' }));
    expect(mirror.help).toBeUndefined();
    expect(problems).toMatchInlineSnapshot(`
      "source mirrorz: x: error: help "javascript:alert(1)" is not an address that a page may link to [unsafe-link]
        fix: Use an http or https address; the link is left out."
    `);
  });
});

describe('help', () => {
  const document = exampleHelp('x');

  test('belongs to the mirror that an alias leads to', () => {
    const given = { readings: [reading({ reports: [report('x')] })], aliases: aliases({ y: 'x' }) };
    expect([...assemble({ ...given, help: new Map([['y', document]]) }).help]).toEqual([['x', document]]);
  });

  test('in two folders of one mirror is that of the folder that has its name, and the other is noted', () => {
    const other = exampleHelp('a');
    const given = { readings: [reading({ reports: [report('x')] })], aliases: aliases({ a: 'x' }) };
    const help = new Map([
      ['a', other],
      ['x', document],
    ]);
    const portal = assemble({ ...given, help });
    expect([...portal.help]).toEqual([['x', document]]);
    expect(problemsToText(portal.problems)).toMatchInlineSnapshot(`
      "content/help/a/index.zh.md: warning: there is help for "x" in another folder too; this one is left out [duplicate-help]
        fix: Keep one of the folders, preferably the one with the cname of the mirror."
    `);
  });

  test('may be for several mirrors; one with help of its own keeps that', () => {
    const shared = { ...exampleHelp('any'), also: ['*.git'] };
    const own = exampleHelp('b.git');
    const help = new Map([
      ['any', shared],
      ['b.git', own],
    ]);
    const portal = assemble({
      readings: [reading({ reports: [report('a.git'), report('b.git'), report('c')] })],
      help,
    });
    expect(portal.problems).toEqual([]);
    expect(portal.help).toEqual(
      new Map([
        ['a.git', shared],
        ['b.git', own],
      ]),
    );
  });

  test('of a mirror that is not shown is left out', () => {
    const readings = [reading({ reports: [report('x', { isHidden: true }), report('z')] })];
    expect(assemble({ readings, help: new Map([['x', document]]) })).toMatchObject({ help: new Map(), problems: [] });
  });

  test('of a mirror that nobody knows is left out and noted', () => {
    const portal = assemble({ readings: [reading({ reports: [report('z')] })], help: new Map([['x', document]]) });
    expect(portal.help.size).toBe(0);
    expect(problemsToText(portal.problems)).toMatchInlineSnapshot(`
      "content/help/x/index.zh.md: warning: there is help for "x", which is not on this site [help-without-mirror]
        fix: Rename the folder to the cname of a mirror, or remove it; the page is left out."
    `);
  });
});

describe('downloads', () => {
  const downloads = [{ distro: 'SUSE', category: 'os', urls: [{ name: '1', url: '/1.iso' }] }];

  test('of all sources add up, those of one distribution in one entry', () => {
    const other = { ...downloads[0]!, category: 'app' };
    const readings = [reading({ downloads }), reading({}), reading({ downloads: [other, ...downloads] })];
    const more = [{ ...downloads[0]!, urls: [{ name: '2', url: '/2.iso' }] }];
    const names = assemble({ readings: [...readings, reading({ downloads: more })] }).downloads.map(
      ({ slug, category, files }) => [slug, category, files.map(({ name }) => name)],
    );
    expect(names).toEqual([
      [expect.stringMatching(/^SUSE-app-/), 'app', ['1']],
      ['SUSE', 'os', ['2', '1']],
    ]);
  });

  test('go by the name that an alias leads to', () => {
    const portal = assemble({ readings: [reading({ downloads })], aliases: aliases({ SUSE: 'suse' }) });
    expect(portal.downloads.map(({ distro }) => distro)).toEqual(['suse']);
  });

  test('go by the rule that knows their name, and keep that name in MirrorZ', () => {
    const rule = { distro: 'opensuse', title: 'openSUSE', category: 'os' as const, names: ['suse'], files: [] };
    const [found] = assemble({ readings: [reading({ downloads })], downloadRules: [rule] }).downloads;
    expect(found).toMatchObject({ distro: 'opensuse', title: 'openSUSE', mirrorzName: 'SUSE' });
  });

  test('belong to the innermost mirror that has their address', () => {
    const reports = [report('os', { urls: ['/os'] }), report('os/suse', { urls: ['/os/suse'] })];
    const urls = ['/os/suse/1.iso', '/os/2.iso', 'https://other.example/os/3.iso'].map((url) => ({ name: url, url }));
    const listed = [{ distro: 'SUSE', category: 'os', urls }];
    const [found] = assemble({ readings: [reading({ reports, downloads: listed })] }).downloads;
    expect(found!.cnames).toEqual(['os', 'os/suse']);
  });
});

test('everything odd is noted at once', () => {
  const reports = [report('x', { urls: ['/help'] }), report('y', { help: 'data:x' }), report('y')];
  expect(codes(assemble({ readings: [reading({ reports })] })).sort()).toEqual([
    'duplicate-cname',
    'reserved-address',
    'unsafe-link',
  ]);
});

test.each([
  ['2026-01-01T15:59:00Z', ['2026-01-01-today']],
  ['2026-01-01T16:00:00Z', ['2026-01-02-tomorrow', '2026-01-01-today']],
])('at %s, news of the days that have come in Shanghai is shown', (now, names) => {
  const news = ['2026-01-02-tomorrow', '2026-01-01-today'].map((name) => exampleNews(name, { en: name }));
  expect(assemble({ news, now: new Date(now) }).news.map(({ name }) => name)).toEqual(names);
});

test.each([
  ['for thirty days', '2026-07-10', true],
  ['and no longer', '2026-07-08', false],
])('a mirror is new %s', (_, added, expected) => {
  expect(isNew(new Date(added), new Date('2026-08-08T00:00:00Z'))).toBe(expected);
});
