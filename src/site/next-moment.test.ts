import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleNews } from '../../tests/example-portal.ts';
import { isLasting } from '../base/problems.ts';
import { readAliases } from '../model/aliases.ts';
import type { Portal } from '../model/portal.ts';
import { type State, states } from '../model/report.ts';
import { assemblePortal, noHistory } from '../portal/assemble.ts';
import { nextMoment } from './next-moment.ts';

const start = Date.parse('2026-03-28T12:00:00Z'); // Summer time begins that night in Europe.
const MINUTE_MS = 60_000;

const moment = fc.integer({ min: -60 * 24 * 60, max: 60 * 24 }).map((minutes) => new Date(start + minutes * MINUTE_MS));
const optional = fc.option(moment, { nil: undefined });
const mirror = fc.record({
  state: fc.constantFrom<State>(...states),
  lastSuccess: optional,
  lastAttempt: optional,
  started: optional,
  next: optional,
  added: optional,
});
const site = fc.record({
  mirrors: fc.array(mirror, { maxLength: 6 }),
  asOf: fc.integer({ min: 0, max: 300 }).map((minutes) => new Date(start - minutes * MINUTE_MS)),
  timeZone: fc.constantFrom<string>('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC'),
  usual: fc.option(fc.integer({ min: 60, max: 20_000 }), { nil: undefined }),
  seenHours: fc.double({ min: 0.1, max: 100, noNaN: true }),
});
type Example = typeof site extends fc.Arbitrary<infer T> ? T : never;

function assembleAt({ mirrors, asOf, timeZone, usual, seenHours }: Example, now: Date) {
  const reports = mirrors.map(({ added, ...sync }, index) => ({
    cname: `m${index}`,
    place: { source: 'jobs' },
    urls: [`/m${index}`],
    sync,
    added,
  }));
  return assemblePortal({
    content: {
      site: { url: 'https://mirrors.example.org', abbr: 'X' },
      languages: ['zh', 'en'],
      sources: [],
      timeZone,
    },
    contentFile: 'content/portal.yaml',
    mirrorFiles: [],
    readings: [{ source: 'jobs', reports }],
    snapshots: [{ source: 'jobs', asOf, isStale: false }],
    aliases: readAliases({}, 'cname.json').value,
    catalogue: () => undefined,
    help: new Map(),
    pages: new Map(),
    news: [exampleNews('2026-03-29-soon', { en: 'Soon' }), exampleNews('2026-03-01-old', { en: 'Old' })],
    historyFacts: {
      ...noHistory,
      seenHours: new Map([['m0', seenHours]]),
      usualSeconds: () => usual,
    },
    now,
    machineTimeZone: timeZone,
    reservedNames: [],
  });
}

test('before the next moment, the same is shown and told', () => {
  fc.assert(
    fc.property(site, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (example, part) => {
      const now = new Date(start);
      const { value: portal, problems } = assembleAt(example, now);
      fc.pre(problems.every(isLasting));
      const until = nextMoment(portal, timed(example), now);
      expect(until.getTime()).toBeGreaterThan(start);
      const between = new Date(start + Math.floor(part * (until.getTime() - start)));
      for (const time of [between, new Date(until.getTime() - 1)])
        expect(assembleAt(example, time)).toEqual({ value: portal, problems });
    }),
    { numRuns: 500 },
  );
});

function timed({ usual }: Example): Parameters<typeof nextMoment>[1] {
  return { confirmed: new Set(), usualSeconds: () => usual, changes: [], ends: [], surveys: [] };
}

test('a day, an announcement and the age of an answer end it', () => {
  const next = (example: Partial<Example>, confirmed: string[] = []) => {
    const whole = { mirrors: [], asOf: new Date(start), timeZone: 'UTC', usual: undefined, seenHours: 24, ...example };
    const portal: Portal = assembleAt(whole, new Date(start)).value;
    return nextMoment(portal, { ...timed(whole), confirmed: new Set(confirmed) }, new Date(start)).toISOString();
  };
  expect(next({})).toBe('2026-03-28T15:00:00.000Z'); // Its only answer counts as old then.
  expect(next({ asOf: new Date('2026-03-28T23:00:00Z') })).toBe('2026-03-29T00:00:00.000Z');
  expect(next({}, ['jobs'])).toBe('2026-03-28T12:10:00.000Z');
  expect(next({ timeZone: 'Asia/Shanghai' })).toBe('2026-03-28T15:00:00.000Z');
});
