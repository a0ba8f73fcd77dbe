import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sourceSchema } from '../src/content/portal-schema.ts';
import { checkout, PortalTest, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

/*
 * A failed sync has a reason. Pages and APIs have the word for it; what its program wrote, with paths, hosts and secrets, is for the
 * operator alone.
 */

const ENDED = '2026-08-08T11:30:00Z';
const times = { update: '2026-08-08T03:00:00Z', started: '2026-08-08T11:00:00Z', ended: ENDED };
const SECRET = 'hunter2';
const FULL = `rsync: write failed on "/srv/${SECRET}/x": No space left on device (28)`;

/** A row of `/workers/<id>/jobs`, as tunasync v0.10.0 writes it. */
function workerJob(name: string, worker: string, error_msg: unknown, status = 'failed'): object {
  const zero = '0001-01-01T00:00:00Z';
  const ended = '2026-08-08T08:00:00.548483253-03:30';
  return {
    ...{ name, worker, is_master: true, status, last_update: zero, last_started: ended, last_ended: ended },
    ...{ next_schedule: zero, upstream: `rsync://upstream.example.org/${name}/`, size: 'unknown', error_msg },
  };
}

type Answers = Readonly<Record<string, unknown>>;

/** A manager of tunasync, which answers its paths so; a text as it is, and nothing at all where a path is "hangs". */
async function manager(answers: () => Answers): Promise<Upstream> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url!;
    const answer = answers()[path];
    if (answer === 'hangs') return;
    const isKnown = path in answers();
    response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/json; charset=utf-8' });
    const text = isKnown ? answer : { error: 'invalid workerID' };
    response.end(typeof text === 'string' ? text : JSON.stringify(text));
  });
  return upstream;
}

const workers = (...ids: string[]) => ids.map((id) => ({ id, url: `http://${id}:6000/`, token: 'REDACTED' }));
const pathsOf = (upstream: Upstream) => upstream.requests.map(({ url }) => url);

function portalOf(source: string, rest = ''): PortalTest {
  return PortalTest.from().write(
    'content/portal.yaml',
    `site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nsources: [${source}]\n${rest}`,
  );
}

const asking = (upstream: Upstream, rest?: string) =>
  portalOf(`{ type: tunasync, url: '${upstream.url}', workers: true }`, rest);

const failedJobs = [job('debian', 'failed', times), job('ubuntu', 'success', { ...times, update: ENDED })];
const oneWorker = (error: unknown): Answers => ({
  '/jobs': failedJobs,
  '/workers': workers('alpha'),
  '/workers/alpha/jobs': [workerJob('debian', 'alpha', error)],
});

/** Every byte that is published. */
const published = (portal: PortalTest) =>
  ['out', 'config-out']
    .flatMap((folder) => [...portal.files(folder)].map(([name, { text }]) => `${name}\n${text}`))
    .join('\n')
    .replaceAll(portal.root, 'ROOT');

describe('a tunasync source with workers', () => {
  test('shows the word on pages, and tells the operator the error', async () => {
    const upstream = await manager(() => oneWorker(FULL));
    const portal = asking(upstream);
    const { run } = await portal.build();
    expect(run.code).toBe(0);
    expect(pathsOf(upstream)).toEqual(['/jobs', '/workers', '/workers/alpha/jobs']);
    expect(portal.read('out/status/debian/index.html')).toContain('<dd>失败：磁盘空间不足</dd>');
    expect(portal.read('out/en/status/debian/index.html')).toContain('<dd>Failed: no space left on the disk</dd>');
    expect(portal.read('out/en/status/index.html')).toContain(
      '<span class="word">Failed</span></span><small data-reason="disk">: no space left on the disk</small>',
    );
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed', reason: 'disk' });
    expect(statusOf(portal).get('ubuntu')).not.toHaveProperty('reason');
    const { stderr } = await portal.run('build');
    expect(stderr).toMatchInlineSnapshot(`
      "source tunasync: ["debian"]: warning: the sync of "debian" failed: rsync: write failed on "/srv/hunter2/x": No space left on device (28), on worker "alpha" [sync-failed]
        fix: Look at the log of the sync; this is over when a sync goes well.
      "
    `);
    expect(published(portal)).not.toContain(SECRET);
    expect(published(portal)).not.toContain('No space left on device');
  });

  test('asks again only when another try has failed', async () => {
    let answers = oneWorker('exit status 12');
    const upstream = await manager(() => answers);
    const portal = asking(upstream);
    await portal.build();
    await portal.build();
    expect(pathsOf(upstream).filter((path) => path === '/workers')).toHaveLength(1);
    const again = { ...times, ended: '2026-08-08T11:40:00Z' };
    answers = { ...answers, '/jobs': [job('debian', 'failed', again), failedJobs[1]] };
    await portal.build();
    expect(pathsOf(upstream).filter((path) => path === '/workers')).toHaveLength(2);
    // The worker still tells the error of the try before, which is not that of this one.
    expect(statusOf(portal).get('debian')).not.toHaveProperty('reason');
  });

  test('understands what a real manager with two workers answers', async () => {
    const told = (file: string) =>
      readFileSync(join(checkout, 'tests/tunasync/transcripts/14-two-workers', file), 'utf8');
    const upstream = await manager(() => ({
      '/jobs': told('jobs.json'),
      '/workers': told('workers.json'),
      '/workers/alpha/jobs': told('workers-alpha-jobs.json'),
      '/workers/beta/jobs': told('workers-beta-jobs.json'),
    }));
    const { problems } = await asking(upstream).build('--now=2026-11-25T23:00:00Z');
    expect(problems.flatMap(({ code, says }) => (code === 'sync-failed' ? says : code))).toMatchInlineSnapshot(`
      [
        "odd-size",
        "the sync of "flaky" failed: exit status 22, on worker "alpha"",
        "the sync of "gone" failed: exit status 5 (error starting client-server protocol), on worker "alpha"",
        "the sync of "nodir" failed: error exec hook pre-job: stat /srv/mirrors/beta/nodir: no such file or directory, on worker "beta"",
      ]
    `);
  });

  test('asks nothing else while no sync has failed', async () => {
    const upstream = await manager(() => ({ '/jobs': [job('debian', 'success', { ...times, update: ENDED })] }));
    expect((await asking(upstream).build()).problems).toEqual([]);
    expect(pathsOf(upstream)).toEqual(['/jobs']);
  });

  test('forgets the reason when a sync goes well, and keeps it from pages while the next one runs', async () => {
    let answers = oneWorker('exit status 12');
    const portal = asking(await manager(() => answers));
    await portal.build();
    answers = {
      ...answers,
      '/jobs': [job('debian', 'syncing', { ...times, started: '2026-08-08T11:50:00Z' }), failedJobs[1]],
    };
    const { problems } = await portal.build();
    expect(problems.map(({ code }) => code)).toEqual(['sync-failed']);
    expect(statusOf(portal).get('debian')).not.toHaveProperty('reason');
    answers = {
      ...answers,
      '/jobs': [
        job('debian', 'success', { ...times, update: '2026-08-08T11:55:00Z', ended: '2026-08-08T11:55:00Z' }),
        failedJobs[1],
      ],
    };
    expect((await portal.build()).problems).toEqual([]);
    expect(portal.read('data/snapshots/tunasync.json')).not.toContain('exit status');
  });

  test('bears hostile errors', async () => {
    const errors: Readonly<Record<string, unknown>> = {
      html: '<script>alert(1)</script><b>x',
      controls: 'a\u0000\u001b[2J\u202eb\u0007\r\n\u001b]0;c\u0007exit status 30',
      megabyte: `${'x'.repeat(1_000_000)} exit status 11`,
      login: `rsync://u:${SECRET}@upstream.example.org/ broke`,
      none: null,
      number: 1,
      list: [['x']],
      empty: '',
    };
    const upstream = await manager(() => ({
      '/jobs': Object.keys(errors).map((name) => job(name, 'failed', times)),
      '/workers': workers('alpha'),
      '/workers/alpha/jobs': Object.entries(errors).map(([name, error]) => workerJob(name, 'alpha', error)),
    }));
    const portal = asking(upstream);
    const { problems } = await portal.build();
    expect(problems.map(({ says }) => says.replaceAll('x'.repeat(200), '200 x'))).toMatchInlineSnapshot(`
      [
        "the sync of "controls" failed: ]0;c exit status 30 (timeout in data send/receive), on worker "alpha"",
        "the sync of "html" failed: <script>alert(1)</script><b>x, on worker "alpha"",
        "the sync of "login" failed: rsync://upstream.example.org/ broke, on worker "alpha"",
        "the sync of "megabyte" failed: 200 x… (error in file I/O), on worker "alpha"",
      ]
    `);
    expect(problems.filter(({ says }) => /[\p{Cc}\p{Cf}]/u.test(says) || says.length > 400)).toEqual([]);
    const rows = [...statusOf(portal).values()];
    expect(rows.map(({ cname, state, reason }) => [cname, state, reason].join(' '))).toMatchInlineSnapshot(`
      [
        "controls failed timeout",
        "empty failed ",
        "html failed ",
        "list failed ",
        "login failed ",
        "megabyte failed files",
        "none failed ",
        "number failed ",
      ]
    `);
    expect(published(portal)).not.toMatch(new RegExp(`<script>alert|${SECRET}|\\]0;c`));
    expect(portal.read('data/snapshots/tunasync.json').length).toBeLessThan(10_000);
  });

  test('one that hangs takes no other one’s errors', { timeout: 60_000 }, async () => {
    const both = [...failedJobs, job('fedora', 'failed', times)];
    const upstream = await manager(() => ({
      ...oneWorker('exit status 23'),
      '/jobs': both,
      '/workers': workers('alpha', 'beta'),
      '/workers/beta/jobs': 'hangs',
    }));
    const portal = asking(upstream);
    const { problems } = await portal.build();
    expect(problems.map(({ code, level, says }) => `${code} ${level}: ${says}`)).toMatchInlineSnapshot(`
      [
        "reasons-missing warning: the errors of failed syncs are not known: worker "beta": no answer within 10 seconds",
        "sync-failed warning: the sync of "debian" failed: exit status 23 (partial transfer due to error), on worker "alpha"",
      ]
    `);
    expect(statusOf(portal).get('debian')?.reason).toBe('partial');
    expect(statusOf(portal).get('fedora')).toMatchObject({ state: 'failed' });
  });

  test.each<[string, Answers]>([
    ['the manager passes only its jobs on', { '/jobs': failedJobs }],
    ['its list of workers is a web page', { '/jobs': failedJobs, '/workers': '<html>' }],
    ['its list of workers is something else', { '/jobs': failedJobs, '/workers': { a: 1 } }],
    ['its workers have odd ids', { '/jobs': failedJobs, '/workers': workers('../../etc', 'x?y') }],
    ['a worker is gone', { '/jobs': failedJobs, '/workers': workers('alpha') }],
    ['a worker answers half', { ...oneWorker(''), '/workers/alpha/jobs': '[{"name":' }],
  ])('counts without reasons when %s', async (_, answers) => {
    const portal = asking(await manager(() => answers));
    const { problems } = await portal.build();
    expect(problems.map(({ code }) => code)).toEqual(['reasons-missing']);
    expect(statusOf(portal).get('debian')?.state).toBe('failed');
  });

  test('is asked with the headers of the source', async () => {
    const upstream = await manager(() => oneWorker('exit status 12'));
    process.env.HELIOSTAT_TEST_TOKEN = 'open';
    onTestFinished(() => {
      delete process.env.HELIOSTAT_TEST_TOKEN;
    });
    const source = `{ type: tunasync, url: '${upstream.url}', workers: true, headers: { X-Token: { env: HELIOSTAT_TEST_TOKEN } } }`;
    await portalOf(source).build();
    expect(upstream.requests.map(({ headers }) => headers['x-token'])).toEqual(['open', 'open', 'open']);
  });
});

test('files of workers stand beside a file of jobs', async () => {
  const portal = portalOf('{ type: tunasync, file: jobs.json, workers: [alpha.json, beta.json] }')
    .write('content/jobs.json', JSON.stringify(failedJobs))
    .write('content/alpha.json', JSON.stringify([workerJob('debian', 'alpha', 'exit status 30')]))
    .write('content/beta.json', 'null');
  expect((await portal.build()).problems.map(({ code }) => code)).toEqual(['sync-failed']);
  expect(statusOf(portal).get('debian')).toMatchObject({ reason: 'timeout' });
  portal.edit('content/portal.yaml', 'beta.json', 'gone.json');
  const { problems } = await portal.build();
  expect(problems.map(({ says }) => says)).toContain(
    'the errors of failed syncs are not known: file "gone.json": there is no such file',
  );
});

test('a failed sync without a reason is shown as it is without workers', async () => {
  const upstream = await manager(() => oneWorker('something odd'));
  const plain = portalOf(`{ type: tunasync, url: '${upstream.url}' }`);
  expect((await plain.build()).problems).toEqual([]);
  expect(pathsOf(upstream)).toEqual(['/jobs']);
  const portal = asking(upstream);
  expect((await portal.build()).problems.map(({ code }) => code)).toEqual(['sync-failed']);
  expect(published(portal)).toBe(published(plain));
});

test.each([
  [{ url: 'http://127.0.0.1:1/tunasync/jobs?x=1', workers: true }, true],
  [{ file: 'jobs.json', workers: ['alpha.json'] }, true],
  [{ url: 'http://127.0.0.1:1/tunasync.json', workers: true }, false],
  [{ url: 'http://127.0.0.1:1/jobs', workers: ['alpha.json'] }, false],
  [{ file: 'jobs.json', workers: true }, false],
  [{ file: 'jobs.json', workers: false }, false],
  [{ file: 'jobs.json', workers: [] }, false],
])('a source of tunasync with %j: %s', (keys, isValid) => {
  expect(sourceSchema.safeParse({ type: 'tunasync', ...keys }).success).toBe(isValid);
});

test('Yuki tells the code of the last run', async () => {
  const meta = (name: string, exitCode: number, upstream = `rsync://upstream.example.org/${name}/`) => {
    const seconds = Date.parse(times.update) / 1000;
    return {
      name,
      upstream,
      syncing: false,
      size: -1,
      exitCode,
      lastSuccess: seconds,
      prevRun: seconds + 60,
      nextRun: seconds + 9e4,
    };
  };
  const metas = [
    meta('a', 0),
    meta('b', 25),
    meta('c', -2),
    meta('d', 25, 'https://upstream.example.org'),
    meta('e', -1),
  ];
  const portal = portalOf('{ type: yuki, file: metas.json }').write('content/metas.json', JSON.stringify(metas));
  const { problems } = await portal.build();
  expect(problems.map(({ says }) => says)).toMatchInlineSnapshot(`
    [
      "the sync of "b" failed: exit code 25 (the --max-delete limit stopped deletions)",
      "the sync of "c" failed: exit code -2 (ended by Yuki's sync timeout)",
      "the sync of "d" failed: exit code 25",
    ]
  `);
  expect([...statusOf(portal).values()].map(({ cname, reason }) => [cname, reason])).toEqual([
    ['a', undefined],
    ['b', 'limit'],
    ['c', 'timeout'],
    ['d', undefined],
    ['e', undefined],
  ]);
});

test('the mail about a failing mirror has the error, and cron’s own has not', async () => {
  const notify = `notify: { command: ["/bin/sh", "-c", "cat >> \\"$0\\"", "TOLD"], rules: { failing: { afterHours: 0 } } }\n`;
  const portal = asking(await manager(() => oneWorker('exit status 23')), notify);
  portal.edit('content/portal.yaml', 'TOLD', `${portal.root}/told`);
  const mailed = [];
  for (const minute of ['00', '05', '10'])
    mailed.push((await portal.run('build', '--quiet', '--only-new', `--now=2026-08-08T12:${minute}:00Z`)).stderr);
  expect(mailed).toEqual(['', '', '']);
  const { text } = JSON.parse(portal.read('told')) as { text: string };
  expect(text).toMatchInlineSnapshot(`
    "[EXAMPLE] 告警：debian 同步失败
    开始于 2026-08-08 12:00 +00:00
    最近的错误：exit status 23 (partial transfer due to error), on worker "alpha"
    https://mirrors.example.org/status/debian/"
  `);
});
