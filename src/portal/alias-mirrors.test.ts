import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import { readAliases } from '../model/aliases.ts';
import type { Mirror } from '../model/portal.ts';
import type { Report } from '../model/report.ts';
import { assemblePortal, noHistory, type PortalInputs } from './assemble.ts';

const ROOT = 'https://mirrors.example.org';
const now = new Date('2026-01-02T00:00:00Z');
const lastSuccess = new Date('2026-01-01T12:00:00Z');
const synced = { state: 'success', lastSuccess, lastAttempt: lastSuccess } as const;

function report(source: string, cname: string, told: Partial<Report> = {}): Report {
  return { cname, place: { source, path: `row ${cname}` }, sync: { state: 'unknown' }, urls: [], ...told };
}

const debian = report('jobs', 'debian', {
  sync: synced,
  urls: ['/debian'],
  upstream: 'rsync://a.example/debian/',
  desc: 'The universal operating system',
  size: { text: '2T', bytes: 2 * 1024 ** 4 },
});
const archive = report('list', 'archive', { alias: 'debian', urls: ['/archive'] });

/** What of a mirror is that of another one. */
const conditionOf = ({ sync, freshness, expected, source, size }: Mirror) => ({
  sync,
  freshness,
  expected,
  source,
  size,
});

interface Given {
  readonly reports?: readonly Report[];
  readonly files?: Readonly<Record<string, MirrorContent>>;
  readonly seenHours?: Readonly<Record<string, number>>;
  readonly names?: Readonly<Record<string, string>>;
}

function assemble({ reports = [], files = {}, seenHours = {}, names = {} }: Given): {
  readonly mirrors: ReadonlyMap<string, Mirror>;
  readonly problems: string;
} {
  const sources = [...new Set(reports.map(({ place }) => place.source!))];
  const ingredients: PortalInputs = {
    content: { site: { url: ROOT, abbr: 'EXAMPLE' }, languages: ['en'], sources: [] },
    contentFile: 'content/portal.yaml',
    mirrorFiles: Object.entries(files).map(([cname, content]) => ({
      file: `content/mirrors/${cname}.yaml`,
      cname,
      content,
    })),
    readings: sources.map((source) => ({ source, reports: reports.filter(({ place }) => place.source === source) })),
    snapshots: [],
    aliases: readAliases(names, 'content/cname.json').value,
    catalogue: () => undefined,
    help: new Map(),
    pages: new Map(),
    news: [],
    historyFacts: { ...noHistory, seenHours: new Map(Object.entries(seenHours)) },
    now,
    machineTimeZone: 'UTC',
    reservedNames: [],
  };
  const { value, problems } = assemblePortal(ingredients);
  return {
    mirrors: new Map(value.mirrors.map((mirror) => [mirror.cname, mirror])),
    problems: problemsToText(problems),
  };
}

describe('an alias', () => {
  test('shows why the sync of its mirror failed, which the operator is told once', () => {
    const failed = { ...debian, sync: { state: 'failed' }, failure: { reason: 'disk', text: '/srv is full' } } as const;
    const { mirrors, problems } = assemble({ reports: [failed, archive] });
    expect([...mirrors.values()].map(({ cname, reason }) => [cname, reason])).toEqual([
      ['archive', 'disk'],
      ['debian', 'disk'],
    ]);
    expect(JSON.stringify([...mirrors.values()])).not.toContain('/srv is full');
    expect(problems.match(/\/srv is full/g)).toHaveLength(1);
  });

  test('has state, times, interval and source of the other mirror, and all else of its own', () => {
    const { mirrors, problems } = assemble({ reports: [debian, archive], seenHours: { debian: 6, archive: 1 } });
    const mirror = mirrors.get('archive')!;
    expect(problems).toBe('');
    expect(conditionOf(mirror)).toEqual({
      sync: synced,
      freshness: 'late',
      expected: { everyHours: 6, from: 'history' },
      source: 'jobs',
    });
    expect(mirror).toMatchObject({ name: 'archive', slug: 'archive', addresses: [`${ROOT}/archive/`] });
    expect([mirror.desc, mirror.upstream]).toEqual([undefined, undefined]);
  });

  test('in mirrors/<cname>.yaml is one too, and goes before what sources say', () => {
    const own = report('jobs', 'own', { sync: { state: 'failed' }, size: { text: '1K', bytes: 1024 } });
    const files = { own: { alias: 'debian', everyHours: 1, size: '5T', name: 'Own' } };
    const { mirrors, problems } = assemble({ reports: [debian, own], files });
    expect(problems).toBe('');
    expect(conditionOf(mirrors.get('own')!)).toEqual({
      ...conditionOf(mirrors.get('debian')!),
      size: { text: '1K', bytes: 1024 },
    });
    expect(mirrors.get('own')!.name).toBe('Own');
  });

  test('shows what the other mirror’s file says of its state', () => {
    const files = { goproxy: { state: 'proxy' as const, size: '1G' }, go: { alias: 'goproxy' } };
    const { mirrors, problems } = assemble({ files });
    expect(problems).toBe('');
    expect(mirrors.get('go')).toMatchObject({ sync: { state: 'proxy' }, size: undefined, source: undefined });
  });

  test('has the size of the other mirror only at the very same address', () => {
    const at = (url: string) =>
      assemble({ reports: [debian], files: { other: { alias: 'debian', url } } }).mirrors.get('other')!.size;
    expect(at('/debian/')).toEqual(debian.size);
    expect(at('/debian/pool')).toBeUndefined();
  });

  test('may name the other mirror by another of its names', () => {
    const { mirrors, problems } = assemble({
      reports: [debian, { ...archive, alias: 'Debian' }],
      names: { Debian: 'debian' },
    });
    expect(problems).toBe('');
    expect(mirrors.get('archive')!.sync).toEqual(synced);
  });

  test('may name a mirror that is not shown', () => {
    const { mirrors } = assemble({ reports: [debian, archive], files: { debian: { hidden: true } } });
    expect([...mirrors.keys()]).toEqual(['archive']);
    expect(mirrors.get('archive')!.sync).toEqual(synced);
  });

  test('notes what is wrong with the other mirror once', () => {
    const files = { goproxy: { state: 'proxy' as const, size: 'a lot' }, go: { alias: 'goproxy' } };
    expect(assemble({ files }).problems.match(/odd-size/g)).toHaveLength(1);
  });

  test('yields to a later source that knows the state of the mirror itself', () => {
    const own = report('own', 'archive', { sync: { state: 'paused' } });
    expect(assemble({ reports: [debian, archive, own] }).mirrors.get('archive')!.sync).toEqual({ state: 'paused' });
    expect(assemble({ reports: [debian, own, archive] }).mirrors.get('archive')!.sync).toEqual(synced);
  });

  test('stays beside a later source that does not know the state', () => {
    const own = report('own', 'archive', { desc: 'Old releases' });
    const mirror = assemble({ reports: [debian, archive, own] }).mirrors.get('archive')!;
    expect(mirror).toMatchObject({ sync: synced, desc: 'Old releases' });
  });
});

describe('an alias that leads nowhere is noted, and its mirror is unknown', () => {
  const self = { reports: [{ ...archive, alias: 'archive' }] };
  const chain = { reports: [debian, archive, report('list', 'old', { alias: 'archive' })] };

  test.each<[string, string, Given]>([
    ['nobody', 'archive', { reports: [archive] }],
    ['itself', 'archive', self],
    ['itself by another name', 'archive', { reports: [{ ...archive, alias: 'a' }], names: { a: 'archive' } }],
    ['an alias', 'old', chain],
    ['nobody, in a file', 'own', { files: { own: { alias: 'mystery', state: 'proxy' } } }],
    ['nobody, though a source knows its state', 'debian', { reports: [debian], files: { debian: { alias: 'x' } } }],
  ])('%s', (_, cname, given) => {
    const { mirrors, problems } = assemble(given);
    expect(problems.match(/\[alias-unknown\]/g)).toHaveLength(1);
    expect(mirrors.get(cname)).toMatchObject({ sync: { state: 'unknown' }, freshness: undefined, source: undefined });
  });

  test('two that name each other are two such', () => {
    const reports = [report('list', 'a', { alias: 'b' }), report('list', 'b', { alias: 'a' })];
    expect(assemble({ reports }).problems.match(/\[alias-unknown\]/g)).toHaveLength(2);
  });

  test('with place, fault and way out', () => {
    const reports = [debian, archive, report('list', 'old', { alias: 'archive' }), report('list', 'x', { alias: 'x' })];
    expect(assemble({ reports, files: { own: { alias: 'mystery' } } }).problems).toMatchInlineSnapshot(`
      "source list: row old.alias: warning: mirror "old" is an alias of "archive", which is an alias too [alias-unknown]
        fix: Name a mirror that is not an alias; this one is shown as unknown until then.
      source list: row x.alias: warning: mirror "x" is an alias of "x", which is the mirror itself [alias-unknown]
        fix: Name a mirror that is not an alias; this one is shown as unknown until then.
      content/mirrors/own.yaml: warning: mirror "own" is an alias of "mystery", which is not on this site [alias-unknown]
        fix: Name a mirror that is not an alias; this one is shown as unknown until then."
    `);
  });
});
