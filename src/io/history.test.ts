import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { subDays } from 'date-fns/subDays';
import { expect, onTestFinished, test } from 'vitest';
import { dayIn } from '../base/time.ts';
import { changesToEvents, FAILING_AFTER_MS } from '../model/events.ts';
import type { Mirror } from '../model/portal.ts';
import type { SyncFacts } from '../model/report.ts';
import { FEED_DAYS } from '../site/documents/feed.ts';
import { changeMoments } from '../site/next-moment.ts';
import { History } from './history.ts';

const HOUR_MS = 3_600_000;
const start = new Date('2026-01-01T00:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * HOUR_MS);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'heliostat-history-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function mirror(sync: SyncFacts, keys: Partial<Mirror> = {}): Mirror {
  return {
    cname: 'debian',
    slug: 'debian',
    name: 'debian',
    addresses: [],
    sync,
    expected: { everyHours: 24, from: 'default' },
    freshness: 'fresh',
    ...keys,
  };
}

function good(end: Date, keys: Partial<Mirror> = {}): Mirror {
  const started = new Date(end.getTime() - 600_000);
  return mirror({ state: 'success', lastSuccess: end, lastAttempt: end, started }, keys);
}

function failed(end: Date, lastSuccess: Date): Mirror {
  return mirror({ state: 'failed', lastSuccess, lastAttempt: end });
}

/** Open, use and close, as each run does. */
function run<T>(path: string, use: (history: History) => T): T {
  const history = History.open(path);
  try {
    return use(history);
  } finally {
    history.close();
  }
}

function record(path: string, now: Date, ...mirrors: Mirror[]): void {
  run(path, (history) => history.record(mirrors, now, 400, dayIn('UTC')));
}

test('a run seen at every poll is remembered once', () => {
  const path = folder();
  for (let hour = 0; hour < 5; hour++) record(path, hours(10 + hour), good(hours(9)));
  expect(run(path, (history) => history.of('debian').attempts)).toEqual([
    { ended: hours(9), isGood: true, started: new Date(hours(9).getTime() - 600_000) },
  ]);
});

test('a poll with nothing new writes nothing', () => {
  const path = folder();
  record(path, hours(10), good(hours(9)));
  const before = readFileSync(join(path, 'history.sqlite'));
  record(path, hours(11), good(hours(9)));
  expect(readFileSync(join(path, 'history.sqlite')).equals(before)).toBe(true);
  expect(readdirSync(path)).toEqual(['history.sqlite']);
});

test('a day counts its runs, good and failed', () => {
  const path = folder();
  record(path, hours(2), good(hours(1)));
  record(path, hours(6), failed(hours(5), hours(1)));
  record(path, hours(30), good(hours(29)));
  expect(run(path, (history) => history.of('debian').days)).toEqual([
    { day: '2026-01-01', good: 1, failed: 1 },
    { day: '2026-01-02', good: 1, failed: 0 },
  ]);
});

test('the days of all mirrors from one on are told at once', () => {
  const path = folder();
  record(path, hours(2), good(hours(1)), good(hours(1), { cname: 'alpine' }));
  record(path, hours(30), failed(hours(29), hours(1)), good(hours(26), { cname: 'alpine' }));
  record(path, hours(54), good(hours(53)));
  expect(run(path, (history) => history.daysSince('2026-01-02'))).toEqual(
    new Map([
      ['alpine', [{ day: '2026-01-02', good: 1, failed: 0 }]],
      [
        'debian',
        [
          { day: '2026-01-02', good: 0, failed: 1 },
          { day: '2026-01-03', good: 1, failed: 0 },
        ],
      ],
    ]),
  );
});

test('how often it syncs and how long it takes is learned', () => {
  const path = folder();
  for (let count = 1; count < 6; count++) record(path, hours(count * 4 + 1), good(hours(count * 4)));
  expect(run(path, (history) => history.seenHours())).toEqual(new Map([['debian', 4]]));
  expect(run(path, (history) => history.of('debian').medianSeconds)).toBe(600);
});

test('a day remembers the last size seen on it', () => {
  const path = folder();
  [1000, 1000, 2000].forEach((bytes, index) => {
    record(path, hours(index * 20 + 1), good(hours(index * 20), { size: { text: '', bytes } }));
  });
  expect(run(path, (history) => history.of('debian').days).map(({ day, sizeBytes }) => [day, sizeBytes])).toEqual([
    ['2026-01-01', 1000],
    ['2026-01-02', 2000],
  ]);
});

test('a change of status is an event, staying the same is none', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  record(path, hours(2), good(hours(2)));
  record(path, hours(3), failed(hours(3), hours(2)));
  expect(run(path, (history) => history.changes(hours(2)))).toEqual([
    { cname: 'debian', at: hours(3), from: 'success', to: 'failed' },
  ]);
});

test('a file of version 1, whose column of the status had another name, is converted', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  const database = new DatabaseSync(join(path, 'history.sqlite'));
  database.exec(
    'ALTER TABLE mirror RENAME COLUMN status TO sign; ALTER TABLE day DROP COLUMN behind; PRAGMA user_version = 1;',
  );
  database.close();
  record(path, hours(2), failed(hours(2), hours(0)));
  expect(run(path, (history) => history.changes(hours(2)))).toMatchObject([{ from: 'success', to: 'failed' }]);
});

test('what is older than it is kept goes, and a run that went is not counted again', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  for (const day of [91, 200, 401]) record(path, hours(day * 24), failed(hours(day * 24), hours(0)));
  const { days, attempts } = run(path, (history) => history.of('debian'));
  expect(days.map(({ day, good: count }) => [day, count])).toEqual([
    ['2026-04-02', 0],
    ['2026-07-20', 0],
    ['2027-02-06', 0],
  ]);
  expect(attempts.map(({ ended }) => ended)).toEqual([hours(401 * 24)]);
});

test('an answer of before the last one is no news, whatever it says of the state', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  record(path, hours(6), failed(hours(5), hours(0)));
  record(path, hours(7), good(hours(0)));
  record(path, hours(8), failed(hours(5), hours(0)));
  expect(run(path, (history) => history.changes(hours(0))).map(({ to }) => to)).toEqual(['failed', 'success']);
  expect(run(path, (history) => history.of('debian').attempts)).toHaveLength(2);
});

test('a run that ends before the last one, as the clock of its source was set back, is remembered', () => {
  const path = folder();
  record(path, hours(10), failed(hours(9), hours(0)));
  record(path, hours(11), good(hours(8)));
  expect(run(path, (history) => history.of('debian').attempts.map(({ ended }) => ended))).toEqual([
    hours(9),
    hours(8),
    hours(0),
  ]);
  expect(run(path, (history) => history.changes(start))[0]).toMatchObject({ to: 'success' });
});

test('what was noted while this clock was ahead comes before what is noted when it is right again', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  record(path, hours(1000), failed(hours(2), hours(0)));
  record(path, hours(3), good(hours(3)));
  const changes = run(path, (history) => history.changes(start));
  expect(changes.map(({ to }) => to)).toEqual(['success', 'failed', 'success']);
  expect(changes[0]!.at).toEqual(hours(3));
});

test('a clock that jumps ten years ahead makes nothing be forgotten', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)));
  record(path, hours(5), failed(hours(4), hours(0)));
  record(path, hours(24 * 3650), { ...failed(hours(4), hours(0)), freshness: 'stale' });
  expect(run(path, (history) => history.of('debian'))).toMatchObject({
    attempts: [{ ended: hours(4) }, { ended: hours(0) }],
    days: [{ good: 1, failed: 1 }],
  });
});

test('a mirror and its aliases are remembered once, also when only an alias is shown', () => {
  const path = folder();
  record(path, hours(1), good(hours(0)), { ...good(hours(0)), cname: 'archive', alias: 'debian' });
  record(path, hours(5), { ...failed(hours(4), hours(0)), cname: 'archive', alias: 'debian' });
  expect(run(path, (history) => history.changes(start)).map(({ cname, to }) => [cname, to])).toEqual([
    ['debian', 'failed'],
    ['debian', 'success'],
  ]);
});

test('no event is told before a change that is awaited has its moment', () => {
  const path = folder();
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const cnames = ['debian', 'ubuntu', 'alpine'];
  run(path, (history) => {
    for (let hour = 0; hour < 24 * 45; hour += 1 + random(9)) {
      const cname = cnames[random(3)]!;
      const end = hours(hour);
      const one = random(4) > 0 ? good(end) : failed(end, hours(hour - 3));
      history.record(
        [{ ...one, cname, ...(random(9) === 0 && { freshness: 'stale' as const }) }],
        end,
        400,
        dayIn('UTC'),
      );
    }
  });
  run(path, (history) => {
    const eventsAt = (now: Date) => changesToEvents(history.changes(subDays(now, FEED_DAYS)), now);
    let moments = 0;
    for (let now = hours(24 * 40); moments < 500; moments++) {
      const [until] = awaitedMoments(history, now);
      if (!until) break;
      expect(eventsAt(new Date(until.getTime() - 1))).toEqual(eventsAt(now));
      now = until;
    }
    expect(moments).toBeGreaterThan(100);
  });
});

/** As `nextMoment` counts them. */
function awaitedMoments(history: History, now: Date): Date[] {
  const awaited = history.awaitedChanges(subDays(now, FEED_DAYS), new Date(now.getTime() - FAILING_AFTER_MS), now);
  return awaited
    .flatMap(changeMoments)
    .filter((time) => time > now)
    .sort((a, b) => a.getTime() - b.getTime());
}
