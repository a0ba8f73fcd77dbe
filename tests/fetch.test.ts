import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../src/base/problems.ts';
import { PortalTest, someTime, statusOf } from './portal-test.ts';
import { type Answer, job, Upstream } from './upstream.ts';

const anHourLater = '--now=2026-08-08T13:00:00Z';

async function twoMirrors(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers([job('debian', 'success', { update: '2026-08-08T09:00:00Z' })]);
  return {
    portal: PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url),
    upstream,
  };
}

/** Messages without the port, which differs from run to run. */
function told(problems: readonly Problem[]): string[] {
  return problems.map(({ code, place, says }) => `${place.source}: ${says.replace(/:\d{4,5}\b/g, ':PORT')} [${code}]`);
}

const PACKED_WRONGLY: readonly (readonly [encoding: string, body: string | Buffer])[] = [
  ['gzip', gzipSync('[1,2,3]').subarray(0, 12)],
  ['gzip', '[]'],
  ['deflate', '[]'],
  ['br', '[1,2,3] is not packed'],
];

const faults: readonly (readonly [name: string, answer: Answer, says: string])[] = [
  [
    'an error',
    (_, response) => response.writeHead(500).end('{"error":"boom"}'),
    'it answered 500 Internal Server Error',
  ],
  [
    'a web page',
    (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    'it answered with a web page instead of JSON',
  ],
  [
    'half an answer',
    (_, response) => response.end('[{"name":"deb'),
    'its answer is not complete JSON (line 1, column 14)',
  ],
  [
    'an answer cut off in the middle',
    (_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('[{"name":');
      setTimeout(() => response.destroy(), 50);
    },
    'the connection was cut off',
  ],
  [
    'another shape',
    (_, response) => response.end('{"error":"no such thing"}'),
    'its answer is not in the format of a tunasync source (it says "no such thing")',
  ],
  [
    'rows of another shape',
    (_, response) => response.end('[{"id":1},{"id":2}]'),
    'its answer is not in the format of a tunasync source (no row has a name and a status, like the jobs of tunasync)',
  ],
  ...PACKED_WRONGLY.map(([encoding, body]): readonly [string, Answer, string] => [
    `${body.length} bytes that are not packed by ${encoding}`,
    (_, response) => response.writeHead(200, { 'content-encoding': encoding }).end(body),
    'its answer cannot be decompressed',
  ]),
  ['100 MB', sendEndlessly(100), 'its answer is larger than 16 MB'],
  ['a small answer that unpacks to 100 MB', sendGzipBomb, 'its answer is larger than 16 MB'],
  [
    'redirects without end',
    (_, response) => response.writeHead(302, { location: '/again' }).end(),
    'it redirects more than 3 times',
  ],
  [
    'a redirect to a file',
    (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'it redirects to an address that is not http or https',
  ],
  ['a closed connection', (request) => request.socket.destroy(), 'the connection was cut off'],
];

test.each(faults)('%s keeps the last good answer and says how old it is', async (_, answer, says) => {
  const { portal, upstream } = await twoMirrors();
  await portal.build();
  upstream.answers(answer);
  const { problems } = await portal.build(anHourLater);
  expect(told(problems)).toEqual([
    `tunasync: ${says}; showing its answer of 2026-08-08T12:00:00.000Z, 1 hour old [source-stale]`,
  ]);
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'success', lastSuccess: '2026-08-08T09:00:00Z' });
  expect(portal.read('out/en/index.html')).toContain('The source tunasync does not answer');
  expect(portal.read('out/index.html')).toContain('数据源 tunasync 没有响应');
});

test('a source that hangs is given up after ten seconds', async () => {
  const { portal, upstream } = await twoMirrors();
  await portal.build();
  upstream.answers(() => undefined);
  const { problems } = await portal.build(anHourLater);
  expect(told(problems)[0]).toContain('no answer within 10 seconds');
  expect(statusOf(portal).has('debian')).toBe(true);
}, 30_000);

test('a source that never answered is an error, and the site is built from the others', async () => {
  const upstream = await Upstream.start();
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  await upstream.stop();
  const { run, problems } = await portal.build();
  expect(run.code).toBe(3);
  expect(told(problems)).toEqual(['tunasync: no answer so far: it refuses the connection [source-missing]']);
  expect([...statusOf(portal).keys()]).toEqual(['debian', 'goproxy']);
  expect(portal.read('out/en/index.html')).toContain('The source tunasync has not answered yet');
});

test('a source that answers again is believed again', async () => {
  const { portal, upstream } = await twoMirrors();
  await portal.build();
  upstream.answers(503);
  await portal.build(anHourLater);
  upstream.answers([job('debian', 'failed', { update: '2026-08-08T09:00:00Z', ended: '2026-08-08T13:00:00Z' })]);
  const { problems } = await portal.build('--now=2026-08-08T14:00:00Z');
  expect(problems).toEqual([]);
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'failed' });
  expect(portal.read('out/en/index.html')).not.toContain('does not answer');
});

test('an empty list as the first answer is an answer', async () => {
  const { portal, upstream } = await twoMirrors();
  upstream.answers([]);
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  expect([...statusOf(portal).keys()]).toEqual(['debian', 'goproxy']);
});

test('an unchanged document is not sent again when the server offers validators', async () => {
  const { portal, upstream } = await twoMirrors();
  const jobs = JSON.stringify([job('debian', 'success', { update: '2026-08-08T09:00:00Z' })]);
  upstream.answers((request, response) => {
    const isSame = request.headers['if-none-match'] === '"v1"';
    response.writeHead(isSame ? 304 : 200, { etag: '"v1"' }).end(isSame ? undefined : jobs);
  });
  await portal.build();
  const { problems } = await portal.build(anHourLater);
  expect(upstream.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"']);
  expect(problems).toEqual([]);
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'success' });
  expect(JSON.parse(portal.read('data/snapshots/tunasync.json')).fetchedAt).toBe('2026-08-08T13:00:00.000Z');
});

test('three redirects and gzip are followed', async () => {
  const { portal, upstream } = await twoMirrors();
  upstream.answers((request, response) => {
    const hop = Number(request.url!.slice(5) || 0);
    if (hop < 3) response.writeHead(307, { location: `/jobs${hop + 1}` }).end();
    else
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify([job('alpine', 'success')])));
  });
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  expect(statusOf(portal).has('alpine')).toBe(true);
});

test('a damaged snapshot is fetched anew', async () => {
  const { portal } = await twoMirrors();
  await portal.build();
  portal.write('data/snapshots/tunasync.json', '{"from":');
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'success' });
});

test('fetch alone says how each source is', async () => {
  const { portal, upstream } = await twoMirrors();
  const fresh = await portal.run('fetch');
  upstream.answers(500);
  const stale = await portal.run('fetch');
  expect(fresh.stdout.split('\n')[1]).toBe(`[fresh] tunasync ${new Date(someTime).toISOString()}`);
  expect(stale.stdout.split('\n')[1]).toBe(`[stale] tunasync ${new Date(someTime).toISOString()}`);
  expect(portal.has('out')).toBe(false);
});

function sendEndlessly(megabytes: number): Answer {
  return (_, response) => {
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    let sent = 0;
    const send = () => {
      if (response.destroyed || sent++ === megabytes) return response.end();
      return response.write(chunk) ? setImmediate(send) : response.once('drain', send);
    };
    send();
  };
}

function sendGzipBomb(...[, response]: Parameters<Answer>): void {
  response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20)));
}

test('the last good answer of a file is found from whatever folder cron starts in', async () => {
  const { portal } = await twoMirrors();
  await portal.build();
  portal.write('content/mirrorz.json', '{"site":');
  const { problems } = await portal.startedIn('/').build();
  expect(problems.map(({ code }) => code)).toEqual(['source-stale']);
  expect(statusOf(portal).has('goproxy')).toBe(true);
});

test('each run asks once, whether the answer is new or not, and a run without news reads nothing else', async () => {
  const { portal, upstream } = await twoMirrors();
  const builtAt = (minute: string) => portal.build(`--now=2026-08-08T12:${minute}:00Z`);
  for (const minute of ['00', '01', '02']) await builtAt(minute);
  const lastRun = portal.read('data/last-run.json');
  await builtAt('03');
  expect([portal.read('data/last-run.json'), upstream.requests.length]).toEqual([lastRun, 4]);
  upstream.answers([job('debian', 'failed', { update: '2026-08-08T09:00:00Z' })]);
  await builtAt('04');
  expect([statusOf(portal).get('debian')!.state, upstream.requests.length]).toEqual(['failed', 5]);
  expect(JSON.parse(portal.read('data/last-run.json')).at).toBe('2026-08-08T12:04:00.000Z');
});

test('a source that stops answering is told at the next run', async () => {
  const { portal, upstream } = await twoMirrors();
  for (const minute of ['00', '01', '02']) await portal.build(`--now=2026-08-08T12:${minute}:00Z`);
  upstream.answers(500);
  const { problems } = await portal.build('--now=2026-08-08T12:03:00Z');
  expect(problems.map(({ code }) => code)).toEqual(['source-stale']);
  upstream.answers([job('debian', 'success', { update: '2026-08-08T09:00:00Z' })]);
  expect((await portal.build('--now=2026-08-08T12:04:00Z')).problems).toEqual([]);
});
