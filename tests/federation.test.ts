import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Portal } from '../src/model/portal.ts';
import { type HistoryFacts, noHistory } from '../src/portal/assemble.ts';
import { portalToMirrorz } from '../src/site/documents/mirrorz-json.ts';
import { formats } from '../src/sources/formats.ts';
import { readingToPortal } from './example-portal.ts';
import { cutOff, type JudgedRow, leftOut, lettersOf, monitorValue } from './federation-rules.ts';
import { checkout } from './portal-test.ts';

/*
 * What the federation makes of what is emitted, by its own rules: wherever a last success is known it reads that one, and
 * it never takes as fresh what the input says is old.
 */

/** One row for each mirror that is emitted, and the portal that they are of. */
interface Told {
  readonly portal: Portal;
  readonly rows: readonly Required<JudgedRow>[];
}

function tell(type: keyof typeof formats, answer: unknown, now: Date, remembered: HistoryFacts = noHistory): Told {
  expect(formats[type].shapeFault(answer)).toBeUndefined();
  const reading = formats[type].read(answer, type, now, now).value;
  const site = reading.site ? {} : { url: 'https://mirrors.example.org', abbr: 'X' };
  const portal = readingToPortal(reading, now, {
    content: { site, languages: ['en'], sources: [] },
    historyFacts: remembered,
  });
  const { mirrors } = portalToMirrorz(portal) as { mirrors: Required<JudgedRow>[] };
  return { portal, rows: mirrors };
}

/** By cname, what the monitor makes of the rows. */
const valuesOf = (rows: readonly JudgedRow[], now: Date) =>
  new Map(rows.map(({ cname, status }) => [cname, monitorValue(status, now)]));

const hasCopy = ({ sync }: Portal['mirrors'][number]) => sync.state !== 'cache' && sync.state !== 'proxy';

/** Mirrors of which the portal knows a last success that the monitor does not read. */
function misread({ portal, rows }: Told, now: Date): string[] {
  const values = valuesOf(rows, now);
  return portal.mirrors.filter(hasCopy).flatMap((mirror) => {
    const { lastSuccess } = mirror.sync;
    const known = lastSuccess && Math.floor(lastSuccess.getTime() / 1000) - Math.round(now.getTime() / 1000);
    const value = values.get(mirror.cname);
    return known === undefined || value === undefined || value === known
      ? []
      : `${mirror.cname}: ${value}, not ${known}`;
  });
}

test('the rules are those of the federation', () => {
  const now = new Date(1_700_000_000_000);
  const value = (status: string) => monitorValue(status, now);
  expect(['S1699999990X1700000100', 'X1700000100S1699999990', 'F1699999999O1699999000'].map(value)).toEqual([
    -10, -10, -1000,
  ]);
  expect(['F1699999999', 'P1699999999', 'Y1699999999', 'D1699999999', 'U', 'S', 'S0'].map(value)).toEqual([
    -1, -1, 0, 0, 0, 0, 0,
  ]);
  expect(['C', 'R', 'RX1700000100', 'CO1699999999'].map(value)).toEqual([1000, 2000, 2000, -1]);
  // The mean of these is -2, and their deviation 3; whatever is not below zero does not count.
  const ages = [-11, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0, 1000, 2000];
  expect(cutOff(ages)).toBe(-8);
  expect(leftOut(new Map(ages.map((age, site) => [String(site), age])))).toEqual(['0']);
});

const someTime = new Date('2026-08-08T13:52:33Z');

describe('a document of one row', () => {
  /** The federation's rows have been of all these shapes. */
  const shapes = `S#X# S# S#X#N S#NX# F#O#X# F#X#O# F#X# F# F#O#NX# FO# FO#X# Y#O# Y# Y#O#X# YO#X# YO# Y#X# Y PX# P#X# P#
    P#O# P PN D#X#O# D#O# D#X# C R U UX# S F`;
  const letters = 'SDYFPCRUXON';
  const filled = (shape: string) =>
    shape.replace(/([A-Z])#/g, (_, letter: string) => `${letter}${1786100000 + 1000 * letters.indexOf(letter)}`);

  test.each(shapes.split(/\s+/))('%s says the same in as many letters when it comes out', (shape) => {
    const status = filled(shape);
    const document = {
      site: { url: 'https://mirrors.example.org', abbr: 'X' },
      info: [],
      mirrors: [{ cname: 'x', url: '/x', status }],
    };
    const { rows } = tell('mirrorz', document, someTime);
    expect(sorted(rows[0]!.status)).toEqual(sorted(status));
    expect(monitorValue(rows[0]!.status, someTime)).toBe(monitorValue(status, someTime));
  });
});

const sorted = (status: string) => [...lettersOf(status)].sort();

const ago = (hours: number) => someTime.getTime() / 1000 - hours * 3600;
const isoAgo = (hours: number) => new Date(ago(hours) * 1000).toISOString();

/** What programs other than tunasync answer of a mirror that last synced well a hundred hours ago, in trouble since. */
const troubles: [what: string, type: keyof typeof formats, answer: unknown][] = [
  [
    'a Yuki that fails',
    'yuki',
    [{ name: 'x', exitCode: 23, prevRun: ago(1), lastSuccess: ago(100), nextRun: ago(-1) }],
  ],
  ['a Yuki that syncs', 'yuki', [{ name: 'x', exitCode: 0, syncing: true, prevRun: ago(1), lastSuccess: ago(100) }]],
  [
    'a Yuki that was stopped',
    'yuki',
    [{ name: 'x', exitCode: 0, nextRun: -1, prevRun: ago(1), lastSuccess: ago(100) }],
  ],
  ['a Yuki that has not run again', 'yuki', [{ name: 'x', exitCode: -2, prevRun: ago(1), lastSuccess: ago(100) }]],
  ['a lug that fails', 'lug', { WorkerStatus: { x: { Result: false, Idle: true, LastFinished: isoAgo(100) } } }],
  ['a lug that syncs', 'lug', { WorkerStatus: { x: { Result: true, Idle: false, LastFinished: isoAgo(100) } } }],
  [
    'a tunasync that waits',
    'tunasync',
    [{ name: 'x', status: 'pre-syncing', last_update_ts: ago(100), last_started_ts: ago(1) }],
  ],
  [
    'a tunasync that is paused',
    'tunasync',
    [{ name: 'x', status: 'paused', last_update_ts: ago(100), last_ended_ts: ago(1) }],
  ],
  ...['failed', 'syncing', 'pending', 'paused', 'unknown'].map((state): (typeof troubles)[number] => [
    `a list that says ${state}`,
    'list',
    { mirrors: [{ cname: 'x', url: '/x', state, lastSuccess: isoAgo(100) }] },
  ]),
];

test.each(troubles)('the last success of %s is what the monitor reads', (_, type, answer) => {
  const { rows } = tell(type, answer, someTime);
  expect(valuesOf(rows, someTime).get('x')).toBe(-100 * 3600);
});

test('what never synced well is not taken for fresh because it failed a minute ago', () => {
  const never = -62135596800;
  const rowsFor = (status: string) =>
    tell(
      'tunasync',
      [{ name: 'x', status, last_update_ts: never, last_started_ts: ago(1), last_ended_ts: ago(0.5) }],
      someTime,
    ).rows;
  for (const status of ['none', 'failed', 'syncing', 'pre-syncing', 'paused'])
    expect(valuesOf(rowsFor(status), someTime).get('x')).toBe(0);
});

test('a last success that only the history knows is told', () => {
  const remembered = { ...noHistory, lastGoodEnd: () => new Date(ago(100) * 1000) };
  for (const status of ['none', 'failed', 'syncing', 'pre-syncing', 'paused']) {
    const { rows } = tell(
      'tunasync',
      [{ name: 'x', status, last_update_ts: 0, last_ended_ts: ago(1) }],
      someTime,
      remembered,
    );
    expect(valuesOf(rows, someTime).get('x')).toBe(-100 * 3600);
  }
});

/** A folder with `mirrorz/*.json` that public sites once answered; no part of this project. */
const folder = process.env.HELIOSTAT_REAL_DATA;
const names = folder ? readdirSync(join(folder, 'mirrorz')).map((name) => name.replace('.json', '')) : [];

function documentOf(name: string): { readonly mirrors: readonly (JudgedRow & { readonly disable?: boolean })[] } {
  return JSON.parse(readFileSync(join(folder!, 'mirrorz', `${name}.json`), 'utf8')) as ReturnType<typeof documentOf>;
}

describe.skipIf(!folder)('real documents (set HELIOSTAT_REAL_DATA to their folder)', () => {
  /** Letters whose time says something: 0 is how some write that there is none, and U has none. */
  const said = (status = 'U') => sorted(status.replace(/([A-Z])0(?!\d)/g, '$1').replace(/U\d+/, 'U'));

  test.each(names)('%s comes out with each letter and time that it says', (name) => {
    const document = documentOf(name);
    const told = tell('mirrorz', document, someTime);
    const given = Map.groupBy(
      document.mirrors.filter(({ disable }) => !disable),
      ({ cname }) => cname.trim(),
    );
    expect(told.rows.map(({ cname }) => cname).sort()).toEqual([...given.keys()].sort());
    // A row among several of one name speaks for them.
    for (const { cname, status } of told.rows)
      expect(
        given.get(cname)!.map((row) => said(row.status)),
        cname,
      ).toContainEqual(said(status));
    expect(misread(told, someTime)).toEqual([]);
    const values = valuesOf(told.rows, someTime);
    for (const { cname, status } of document.mirrors.filter(({ cname }) => given.get(cname)?.length === 1))
      expect(values.get(cname), cname).toBe(monitorValue(status, someTime));
  });

  test('the redirector leaves out the same sites, whether it reads what they say or what is emitted of it', () => {
    const isSingle = (rows: readonly JudgedRow[], row: JudgedRow) =>
      rows.filter(({ cname }) => cname === row.cname).length === 1;
    const sites = names.map((name) => {
      const { mirrors } = documentOf(name);
      const given = mirrors.filter((row) => !row.disable && isSingle(mirrors, row));
      return {
        name,
        given: valuesOf(given, someTime),
        told: valuesOf(tell('mirrorz', { ...documentOf(name) }, someTime).rows, someTime),
      };
    });
    const cnames = new Set(sites.flatMap(({ given }) => [...given.keys()]));
    const decisions = [...cnames].map((cname) => {
      const carrying = sites.filter(({ given }) => given.has(cname));
      const of = (which: 'given' | 'told') =>
        leftOut(new Map(carrying.map((site) => [site.name, site[which].get(cname)!])));
      return [cname, of('given'), of('told')] as const;
    });
    for (const [cname, given, told] of decisions) expect(told, cname).toEqual(given);
    expect(decisions.filter(([, given]) => given.length > 0).length).toBeGreaterThan(10);
  });

  test.each(['tuna-2020-04-01', 'cqupt-2019-12-03', 'tuna-2026-08-08.converted'])('jobs of %s', (name) => {
    const jobs = JSON.parse(readFileSync(join(folder!, 'tunasync', `${name}.json`), 'utf8')) as Job[];
    const newest = Math.max(...jobs.map((job) => job.last_update_ts ?? 0));
    checkJobs(jobs, new Date((newest + 60) * 1000), new Map());
  });
});

interface Job {
  readonly name: string;
  readonly last_update_ts?: number;
}

/**
 * Judge what is emitted of the jobs, and remember the successes.
 *
 * @param known by cname, the last success that has been seen, in seconds
 */
function checkJobs(jobs: readonly Job[], now: Date, known: Map<string, number>): Told {
  const lastGoodEnd = (cname: string) => {
    const seconds = known.get(cname);
    return seconds === undefined ? undefined : new Date(seconds * 1000);
  };
  const told = tell('tunasync', jobs, now, { ...noHistory, lastGoodEnd });
  expect(misread(told, now)).toEqual([]);
  const seconds = Math.round(now.getTime() / 1000);
  for (const [cname, value] of valuesOf(told.rows, now)) {
    const stamps = jobs.filter(({ name }) => name.trim() === cname).flatMap((job) => job.last_update_ts ?? 0);
    const successes = stamps.filter((stamp) => stamp > 0);
    const expected = successes.length > 0 ? successes : [known.get(cname) ?? seconds];
    expect(
      expected.map((stamp) => stamp - seconds),
      cname,
    ).toContain(value);
  }
  for (const { cname, sync } of told.portal.mirrors)
    if (sync.lastSuccess) known.set(cname, sync.lastSuccess.getTime() / 1000);
  return told;
}

describe('a real manager, step by step', () => {
  const transcripts = join(checkout, 'tests/tunasync/transcripts');
  const steps = readdirSync(transcripts)
    .filter((name) => /^\d/.test(name))
    .sort();
  const jobsOf = (step: string) => JSON.parse(readFileSync(join(transcripts, step, 'jobs.json'), 'utf8')) as Job[];
  const timeOf = (step: string) => new Date(readFileSync(join(transcripts, step, 'README'), 'utf8').slice(0, 20));

  test.each(steps)('%s: the monitor reads each last success, of itself', (step) => {
    checkJobs(jobsOf(step), timeOf(step), new Map());
  });

  test('and with what the steps before it told', () => {
    const known = new Map<string, number>();
    const life = steps.filter((step) => Number.parseInt(step, 10) <= 24);
    for (const step of life) checkJobs(jobsOf(step), timeOf(step), known);
    expect(known.size).toBeGreaterThan(15);
  });

  test.each(steps)(
    '%s: had it stood still for forty days, the redirector would leave out all that has synced',
    (step) => {
      const later = new Date(timeOf(step).getTime() + 40 * 86_400_000);
      const { rows } = tell('tunasync', jobsOf(step), later);
      for (const [cname, value] of valuesOf(rows, later)) {
        const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((site, index) => [site, -3600 * (index + 1)] as const);
        const isOld = jobsOf(step).some((job) => job.name.trim() === cname && job.last_update_ts! > 0);
        expect(leftOut(new Map([...others, ['ours', value]])), cname).toEqual(isOld ? ['ours'] : []);
        if (!isOld) expect(value, cname).toBe(0);
      }
    },
  );
});
