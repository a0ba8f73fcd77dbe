import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fillDisk, makeReadOnly, mountSmallDisk, testWithMounts, testWithRights } from './mounts.ts';
import { attemptsOf, PortalTest, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 7, 8, hour)).toISOString().replace('.000', '');
const now = (hour: number) => `--now=${at(hour)}`;
const good = (hour: number) => job('debian', 'success', { update: at(hour), started: at(hour), ended: at(hour) });
const failed = (hour: number, update: number) =>
  job('debian', 'failed', { update: at(update), started: at(hour), ended: at(hour) });

async function prepare(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers([good(9)]);
  return {
    portal: PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url),
    upstream,
  };
}

/** A site as of 12 o'clock that has seen two runs; at 10 the next one failed, which nothing has noticed yet. */
async function withNews(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const { portal, upstream } = await prepare();
  upstream.answers([good(8)]);
  await portal.build(now(8));
  upstream.answers([good(9)]);
  await portal.build(now(12));
  upstream.answers([failed(10, 9)]);
  return { portal, upstream };
}

/** Hours and outcomes of what is remembered of debian, the oldest first. */
function remembered(portal: PortalTest): string[] {
  return attemptsOf(portal, 'debian')
    .map(({ ended, isGood }) => `${ended.getUTCHours()} ${isGood ? 'good' : 'failed'}`)
    .reverse();
}

const page = 'out/en/status/debian/index.html';
const runsOn = (portal: PortalTest) =>
  /\d+ runs? succeeded, \d+ failed|history is not available/.exec(portal.read(page))?.[0];
const entriesOf = (portal: PortalTest) =>
  [...portal.read('out/en/status/feed.xml').matchAll(/<entry><title>([^<]*).*?<updated>([^<]*)/g)].map(
    ([, title, time]) => `${time} ${title}`,
  );

function expectWhole(portal: PortalTest): void {
  for (const [file, { text }] of portal.files('out')) {
    if (file.endsWith('.html')) expect(text, file).toMatch(/<\/html>\s*$/);
    if (file.endsWith('.json')) expect(() => JSON.parse(text), file).not.toThrow();
  }
  expect(
    [...portal.files('out').keys(), ...portal.files('data').keys()].filter((file) => file.endsWith('.tmp')),
  ).toEqual([]);
}

/** What another program does to the history while it lies there. */
function withDatabase(portal: PortalTest, sql: string): void {
  const database = new DatabaseSync(join(portal.root, 'data/history.sqlite'));
  database.exec(sql);
  database.close();
}

/** Another process that keeps the history to itself; it is there when this returns. */
async function lockHistory(portal: PortalTest, how: 'EXCLUSIVE' | 'IMMEDIATE'): Promise<() => Promise<void>> {
  const script = `const database = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
    database.exec('BEGIN ${how}'); console.log('locked'); process.stdin.resume();`;
  const child = spawn(process.execPath, ['-e', script, join(portal.root, 'data/history.sqlite')]);
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

describe('a source', () => {
  test('that answers out of order takes nothing away and adds no event', async () => {
    const { portal, upstream } = await prepare();
    const answers = [good(1), failed(3, 1), good(1), failed(3, 1), failed(10, 1), failed(3, 1), good(12)];
    for (const [index, answer] of answers.entries()) {
      upstream.answers([answer]);
      const { run } = await portal.build(now(3 + 2 * index));
      expect(run.code).toBe(0);
    }
    expect(remembered(portal)).toEqual(['1 good', '3 failed', '10 failed', '12 good']);
    expect(entriesOf(portal)).toEqual([`${at(15)} Debian syncs again`, `${at(11)} Debian has been failing for hours`]);
  });

  test('that goes away, changes shape, drops a mirror, lists it twice and comes back loses nothing', async () => {
    const { portal, upstream } = await withNews();
    const seen: string[] = [];
    for (const answer of [503, { error: 'no' }, [], [failed(10, 9), good(8)], [failed(10, 9)]]) {
      upstream.answers(answer);
      const { problems } = await portal.build(now(13));
      expectWhole(portal);
      seen.push(problems.map(({ code }) => code).join() || 'none');
    }
    expect(seen).toEqual(['source-stale', 'source-stale', 'source-shrunk', 'none', 'none']);
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed', lastSuccess: at(9) });
  });

  test('whose clock jumps ahead and back again is told as it tells', async () => {
    const { portal, upstream } = await prepare();
    for (const hour of [9, 20, 10]) {
      upstream.answers([good(hour)]);
      await portal.build(now(12));
    }
    expect(remembered(portal)).toEqual(['9 good', '10 good', '20 good']);
    expect(statusOf(portal).get('debian')).toMatchObject({ lastSuccess: at(10), freshness: 'fresh' });
  });
});

describe('this machine’s clock', () => {
  test('ten years ahead for one run makes nothing be forgotten', async () => {
    const { portal, upstream } = await withNews();
    await portal.build('--now=2036-08-08T12:00:00Z');
    upstream.answers([good(13)]);
    await portal.build(now(14));
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed', '13 good']);
    expect(entriesOf(portal).filter((entry) => entry > at(14))).toEqual([]);
  });

  test('set back by hours keeps events in their order', async () => {
    const { portal, upstream } = await withNews();
    await portal.build(now(20));
    upstream.answers([good(13)]);
    await portal.build(now(13));
    await portal.build(now(21));
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed', '13 good']);
    expect(entriesOf(portal)).toEqual([]);
  });
});

describe('a history', () => {
  test('that another process keeps for itself is waited for in vain, and the site is built from its sources', async () => {
    const { portal } = await withNews();
    const before = portal.read(page);
    const release = await lockHistory(portal, 'EXCLUSIVE');
    const { run, problems } = await portal.build(now(13));
    expect(run.code).toBe(0);
    expect(problems.map(({ code, says }) => [code, says])).toEqual([
      ['history-locked', 'this run is not recorded (database is locked); the history is unchanged'],
    ]);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed' });
    expect(portal.read(page)).not.toBe(before);
    expect(runsOn(portal)).toBe('history is not available');
    await release();
    expect((await portal.build(now(14))).problems).toEqual([]);
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
    expect(runsOn(portal)).toBe('2 runs succeeded, 1 failed');
  });

  test('that cannot be read leaves the charts of mirrors without news, and the feed, as they are', async () => {
    const { portal, upstream } = await withNews();
    upstream.answers([good(9)]);
    const [before, feed] = [portal.read(page), portal.read('out/status/feed.xml')];
    await lockHistory(portal, 'EXCLUSIVE');
    await portal.build('--now=2026-08-09T01:00:00Z');
    expect(portal.read(page)).toBe(before);
    expect(portal.read('out/status/feed.xml')).toBe(feed);
  });

  test('that another process writes to is read, and written to when that has ended', async () => {
    const { portal } = await withNews();
    const release = await lockHistory(portal, 'IMMEDIATE');
    const { problems } = await portal.build(now(13));
    expect(problems.map(({ code }) => code)).toEqual(['history-locked']);
    expect(runsOn(portal)).toBe('2 runs succeeded, 0 failed');
    await release();
    await portal.build(now(14));
    expect(runsOn(portal)).toBe('2 runs succeeded, 1 failed');
  });

  test('of a newer release is left as it is', async () => {
    const { portal } = await withNews();
    withDatabase(portal, 'PRAGMA user_version = 99');
    const before = portal.read('data/history.sqlite');
    const run = await portal.run('build', now(13));
    expect(run.code).toBe(3);
    expect(run.stderr).toMatchInlineSnapshot(`
      "data/history.sqlite: error: this run is not recorded (it is of version 99; this release knows up to 2); the history is unchanged [history-newer]
        fix: Use the release that wrote it, or a newer one; move the file away only to start a new history.
      "
    `);
    expect(portal.read('data/history.sqlite')).toBe(before);
    expect([...portal.files('data').keys()].filter((file) => file.startsWith('history'))).toEqual(['history.sqlite']);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed' });
    withDatabase(portal, 'PRAGMA user_version = 2');
    await portal.build(now(14));
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
  });

  test.each([
    ['is no database', (portal: PortalTest) => portal.write('data/history.sqlite', 'x'.repeat(8192))],
    [
      'is cut short',
      (portal: PortalTest) => portal.write('data/history.sqlite', portal.read('data/history.sqlite').slice(0, 200)),
    ],
  ])('that %s is set aside, and the next run begins a new one', async (_, damage) => {
    const { portal } = await withNews();
    damage(portal);
    const damaged = portal.read('data/history.sqlite');
    const { run, problems } = await portal.build(now(13));
    expect(run.code).toBe(0);
    expect(problems.map(({ code }) => code)).toEqual(['history-damaged']);
    expect(portal.read('data/history.sqlite.damaged-2026-08-08T130000')).toBe(damaged);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed' });
    expect((await portal.build(now(14))).problems).toEqual([]);
    expect(remembered(portal)).toEqual(['9 good', '10 failed']);
  });

  test.each([
    [
      'a size that is no number',
      "INSERT INTO day (cname, day, good, failed, bytes) VALUES ('debian', '2026-08-01', 1, 0, 11258999068426240)",
    ],
    ['a run at no time', "INSERT INTO attempt VALUES ('debian', 8640000000000001, 1, 9223372036854775807)"],
    ['a change at no time', "INSERT INTO change VALUES ('debian', 9223372036854775807, 'success', 'failed')"],
  ])('into which %s was written is repaired, told once, and stops nothing', async (_, sql) => {
    const { portal, upstream } = await withNews();
    await portal.build(now(13));
    withDatabase(portal, sql);
    upstream.answers([good(13)]);
    const { run, problems } = await portal.build(now(14));
    expect([run.code, problems.map(({ code }) => code)]).toEqual([0, ['history-repaired']]);
    expect((await portal.build(now(15))).problems).toEqual([]);
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed', '13 good']);
  });

  testWithRights('that is read-only is shown as it is', async () => {
    const { portal } = await withNews();
    const release = makeReadOnly(join(portal.root, 'data/history.sqlite'));
    const run = await portal.run('build', now(13));
    expect(run.code).toBe(3);
    expect(run.stderr).toMatchInlineSnapshot(`
      "data/history.sqlite: error: this run is not recorded (attempt to write a readonly database); the history is unchanged [history-unwritable]
        fix: Give the user who builds permission to write the file and its folder, and make room on the disk.
      "
    `);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed' });
    expect(runsOn(portal)).toBe('2 runs succeeded, 0 failed');
    release();
    await portal.build(now(14));
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
  });

  testWithRights('in a folder where nothing can be written keeps the last site, and says so', async () => {
    const { portal } = await withNews();
    const before = portal.files('out');
    const release = makeReadOnly(join(portal.root, 'data'));
    const run = await portal.run('build', now(13));
    expect(run.code).toBe(1);
    expect(run.stderr).toContain('[unwritable-file]\n  fix: Make room');
    expect(portal.files('out')).toEqual(before);
    release();
    await portal.build(now(14));
    expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
  });
});

describe('a disk that fills up', () => {
  const rooms = { out: [0, 12_000, 60_000], data: [0, 8_000, 16_000, 24_000, 32_000] };
  for (const [folder, roomBytes] of Object.entries(rooms).flatMap(([name, list]) =>
    list.map((room) => [name, room] as const),
  )) {
    testWithMounts(
      `below ${folder}, with room for ${roomBytes} bytes, leaves whole pages and loses nothing`,
      async () => {
        const { portal, upstream } = await prepare();
        mountSmallDisk(join(portal.root, folder));
        await portal.build(now(12));
        const makeRoom = fillDisk(join(portal.root, folder), roomBytes);
        const names = Array.from({ length: 40 }, (_, index) => `new-${index}`);
        upstream.answers([failed(10, 9), ...names.map((name) => job(name, 'success', { update: at(9) }))]);
        const run = await portal.run('build', now(13));
        expect([1, 3]).toContain(run.code);
        expect(run.stderr).toMatch(
          /^(out|data)\/.*: error: .* \((ENOSPC: no space left on device|database or disk is full)\)/m,
        );
        expectWhole(portal);
        makeRoom();
        expect((await portal.build(now(13))).problems).toEqual([]);
        expect(remembered(portal)).toEqual(['9 good', '10 failed']);
        expect(runsOn(portal)).toBe('1 run succeeded, 1 failed');
        expect(portal.has('out/en/status/new-39/index.html')).toBe(true);
        expect((await portal.run('build', now(13))).stdout).toContain(' 0 written, 0 removed');
      },
    );
  }
});

test('of two refreshes at once one works, and the other says so and ends well', async () => {
  const { portal, upstream } = await withNews();
  const asked = Promise.withResolvers<() => void>();
  upstream.answers((_, response) => asked.resolve(() => response.end(JSON.stringify([failed(10, 9)]))));
  const first = portal.run('refresh', now(13));
  const answer = await asked.promise;
  const second = await portal.run('refresh', now(13));
  answer();
  expect(second).toEqual({ code: 0, stdout: 'another run is using data; nothing to do\n', stderr: '' });
  expect(await first).toMatchObject({ code: 0, stderr: '' });
  expect(remembered(portal)).toEqual(['8 good', '9 good', '10 failed']);
});
