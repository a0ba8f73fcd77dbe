import { expect, onTestFinished, test } from 'vitest';
import { attemptsOf, PortalTest, runsShown, someTime, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const anHourLater = '--now=2026-08-08T13:00:00Z';
const seconds = (time: string) => Date.parse(time) / 1000;

/** A web server that answers each path with its own document; a number is a status. */
async function startSite(answers: Record<string, object | number>): Promise<{ root: string; answers: typeof answers }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers((request, response) => {
    const answer = answers[request.url!] ?? 404;
    if (typeof answer === 'number') response.writeHead(answer).end();
    else response.end(JSON.stringify(answer));
  });
  return { root: upstream.url.replace(/\/jobs$/, ''), answers };
}

function portalWith(...sources: string[]): PortalTest {
  const lines = ['site: { url: https://mirrors.example.org, abbr: EXAMPLE }', 'timeZone: Asia/Shanghai', 'sources:'];
  return PortalTest.from().write('content/portal.yaml', [...lines, ...sources.map((one) => `  - ${one}`)].join('\n'));
}

function meta(name: string, keys: object = {}): object {
  return {
    name,
    upstream: `rsync://upstream.example.org/${name}/`,
    syncing: false,
    size: 3 * 1024 ** 3,
    exitCode: 0,
    lastSuccess: seconds('2026-08-08T09:00:00Z'),
    updatedAt: seconds('2026-08-08T11:59:00Z'),
    prevRun: seconds('2026-08-08T08:30:00Z'),
    nextRun: seconds('2026-08-08T15:00:00Z'),
    ...keys,
  };
}

function worker(LastFinished: string, keys: object = {}): object {
  return { Result: true, LastFinished, Idle: true, ...keys };
}

const YUKI = '/api/v1/metas';
const LUG = '/lug/v1/manager/summary';

test('Yuki, lug and a list add up to one site', async () => {
  const { root } = await startSite({
    [YUKI]: [
      meta('debian'),
      meta('fresh', { exitCode: -1, lastSuccess: 0, prevRun: 0, size: -1 }),
      meta('slow', { exitCode: -2, prevRun: seconds('2026-08-08T10:30:00Z') }),
      meta('held', { nextRun: -62135596800 }),
      meta('both', { lastSuccess: seconds('2026-08-08T01:00:00Z') }),
      meta('kubernetes.apt'),
    ],
    [LUG]: {
      Running: true,
      WorkerStatus: {
        both: worker('2026-08-08T10:00:00.123456789+00:00', { Result: false }),
        alpine: worker('2026-08-08T18:00:00+08:00', { Idle: false }),
        'docker-registry': worker(someTime),
        waiting: worker('2025-08-08T11:00:00Z'),
      },
    },
  });
  const portal = portalWith(
    `{ type: yuki, url: '${root}${YUKI}' }`,
    `{ type: lug, url: '${root}${LUG}' }`,
    '{ type: list, file: list.yaml }',
  )
    .write(
      'content/list.yaml',
      `mirrors:
  - { cname: goproxy, url: 'https://goproxy.example.org', state: proxy }
  - { cname: old-debian, alias: debian, desc: Releases of old }
  - { cname: cpan, lastSuccess: 2026-08-08T18:30:00+08:00, size: 1.5T }
  - { cname: debian, desc: The universal operating system }
`,
    )
    .write('content/cname.json', '{ "kubernetes.apt": "kubernetes" }')
    .write('content/mirrors/alpine-too.yaml', 'alias: alpine\nurl: /apk\n');
  const { run, problems } = await portal.build();
  expect(problems.map(({ says }) => says)).toEqual([
    'the sync of "slow" failed: exit code -2 (ended by Yuki\'s sync timeout)',
  ]);
  expect(run.code).toBe(0);

  const mirrors = statusOf(portal);
  const lastSuccess = '2026-08-08T09:00:00Z';
  const expected: Record<string, object> = {
    debian: { state: 'success', lastSuccess, source: 'yuki', upstream: 'rsync://upstream.example.org/debian/' },
    fresh: { state: 'never', freshness: 'never', source: 'yuki' },
    slow: { state: 'failed', lastSuccess, started: '2026-08-08T10:30:00Z', source: 'yuki' },
    held: { state: 'paused', lastSuccess, source: 'yuki' },
    kubernetes: { state: 'success', source: 'yuki' },
    both: { state: 'failed', lastSuccess: '2026-08-08T10:00:00Z', source: 'lug', size: { text: '3.00 GiB' } },
    alpine: { state: 'syncing', lastSuccess: '2026-08-08T10:00:00Z', source: 'lug' },
    'docker-registry': { state: 'proxy', source: 'lug' },
    waiting: { state: 'never', freshness: 'never', source: 'lug' },
    goproxy: { state: 'proxy', url: 'https://goproxy.example.org/', source: 'list' },
    cpan: { state: 'success', lastSuccess: '2026-08-08T10:30:00Z', size: { text: '1.5T' }, source: 'list' },
    'old-debian': { state: 'success', lastSuccess, source: 'yuki' },
    'alpine-too': { state: 'syncing', source: 'lug', url: 'https://mirrors.example.org/apk/' },
  };
  expect([...mirrors.keys()].sort()).toEqual(Object.keys(expected).sort());
  for (const [cname, told] of Object.entries(expected)) expect(mirrors.get(cname), cname).toMatchObject(told);
  for (const cname of ['fresh', 'waiting', 'docker-registry']) {
    expect(mirrors.get(cname), cname).not.toHaveProperty('lastSuccess');
  }
  expect(mirrors.get('fresh')).not.toHaveProperty('size');
  expect(portal.read('out/en/index.html')).toContain('Releases of old');
  expect(portal.read('out/mirrorz.json')).toContain(`"status":"S${seconds(lastSuccess)}X`);

  expect(runsShown(portal, 'slow')).toEqual(['2026-08-08T10:30:00Z failed', `${lastSuccess} success`]);
  expect(portal.read('out/en/status/slow/index.html')).toContain('start time; the end time is unknown');
  expect(runsShown(portal, 'both')).toEqual(['2026-08-08T10:00:00Z success']);
  expect(runsShown(portal, 'old-debian')).toEqual(runsShown(portal, 'debian'));
  expect(attemptsOf(portal, 'old-debian')).toEqual([]);
});

test('a failed run of a Yuki counts once, however often it is seen, and the next one counts too', async () => {
  const site = await startSite({});
  const portal = portalWith(`{ type: yuki, url: '${site.root}${YUKI}' }`);
  for (const prevRun of ['10:00', '10:00', '11:00']) {
    site.answers[YUKI] = [meta('debian', { exitCode: 23, prevRun: seconds(`2026-08-08T${prevRun}:00Z`) })];
    await portal.build();
  }
  site.answers[YUKI] = [meta('debian', { exitCode: 23, syncing: true, prevRun: seconds('2026-08-08T12:00:00Z') })];
  await portal.build();
  expect(runsShown(portal, 'debian')).toEqual([
    '2026-08-08T11:00:00Z failed',
    '2026-08-08T10:00:00Z failed',
    '2026-08-08T09:00:00Z success',
  ]);
});

test('the feed tells of a mirror and not of its aliases', async () => {
  const site = await startSite({ [YUKI]: [meta('debian')] });
  const portal = portalWith(`{ type: yuki, url: '${site.root}${YUKI}' }`).write(
    'content/mirrors/old-debian.yaml',
    'alias: debian\n',
  );
  await portal.build();
  site.answers[YUKI] = [meta('debian', { exitCode: 23, prevRun: seconds('2026-08-08T12:30:00Z') })];
  await portal.build(anHourLater);
  await portal.build('--now=2026-08-08T20:00:00Z');
  expect(portal.read('out/status/feed.xml').match(/<entry><title>[^<]*/g)).toHaveLength(1);
});

test('when lug is silent, its proxies and what never ran stay what they were when it spoke', async () => {
  const site = await startSite({
    [LUG]: { WorkerStatus: { proxied: worker(someTime), waiting: worker('2025-08-08T12:00:00Z') } },
  });
  const portal = portalWith(`{ type: lug, url: '${site.root}${LUG}' }`);
  await portal.build();
  site.answers[LUG] = 502;
  const { problems } = await portal.build(anHourLater);
  expect(problems.map(({ code }) => code)).toEqual(['source-stale']);
  expect([...statusOf(portal)].map(([cname, { state }]) => [cname, state])).toEqual([
    ['proxied', 'proxy'],
    ['waiting', 'never'],
  ]);
});

test.each([
  ['yuki', YUKI, { error: 'not found' }],
  ['lug', LUG, { message: 'not found' }],
  ['list', '/list.json', [{ cname: 'debian' }]],
])('an answer of another shape does not replace the last good one of a %s', async (type, path, other) => {
  const good = {
    yuki: [meta('debian')],
    lug: { WorkerStatus: { debian: worker('2026-08-08T09:00:00Z') } },
    list: { mirrors: [{ cname: 'debian', lastSuccess: '2026-08-08T09:00:00Z' }] },
  }[type]!;
  const site = await startSite({ [path]: good });
  const portal = portalWith(`{ type: ${type}, url: '${site.root}${path}' }`);
  expect((await portal.build()).problems).toEqual([]);
  site.answers[path] = other;
  const { problems } = await portal.build(anHourLater);
  expect(problems).toMatchObject([{ code: 'source-stale', says: expect.stringContaining(`a ${type} source`) }]);
  expect(statusOf(portal).get('debian')).toMatchObject({ state: 'success', lastSuccess: '2026-08-08T09:00:00Z' });
});

test('a later source wins: what a list says by hand yields to the manager that follows it', async () => {
  const { root } = await startSite({ '/jobs': [job('debian', 'failed', { update: '2026-08-08T01:00:00Z' })] });
  const sources = ['{ type: list, file: list.yaml }', `{ type: tunasync, url: '${root}/jobs' }`];
  const text = 'mirrors: [ { cname: debian, alias: alpine, url: /d }, { cname: alpine, state: cache } ]\n';
  const manager = portalWith(...sources).write('content/list.yaml', text);
  await manager.build();
  expect(statusOf(manager).get('debian')).toMatchObject({ state: 'failed', url: 'https://mirrors.example.org/d/' });
  const hand = portalWith(...sources.toReversed()).write('content/list.yaml', text);
  await hand.build();
  expect(statusOf(hand).get('debian')).toMatchObject({ state: 'cache', source: 'list' });
});

test('what is wrong with a list has line and column, and the rest of it counts', async () => {
  const portal = portalWith('{ type: list, file: list.yaml }').write(
    'content/list.yaml',
    'mirrors:\n  - { cname: x, state: proxie }\n  - { cname: y, aliass: x }\n  - { cname: z, alias: nobody }\n',
  );
  const { run, problems } = await portal.build();
  expect(run.code).toBe(3);
  expect(problems.map(({ code, place: { file, ...rest } }) => [code, file ? 'list.yaml' : undefined, rest])).toEqual([
    ['bad-value', 'list.yaml', { line: 2, column: 24 }],
    ['unknown-key', 'list.yaml', { line: 3, column: 17 }],
    ['alias-unknown', undefined, { source: 'list', path: 'mirrors[2].alias' }],
  ]);
  expect([...statusOf(portal)].map(([cname, { state }]) => [cname, state])).toEqual([
    ['x', 'unknown'],
    ['y', 'unknown'],
    ['z', 'unknown'],
  ]);
});

test('a list that breaks keeps what it last said, and one that nobody touches does not grow old', async () => {
  const portal = portalWith('{ type: list, file: list.json }').write(
    'content/list.json',
    '{ "mirrors": [{ "cname": "x", "lastSuccess": "2026-08-08T09:00:00Z" }] }',
  );
  await portal.build();
  expect((await portal.build('--now=2026-08-09T00:00:00Z')).problems).toEqual([]);
  portal.write('content/list.json', '{ "mirrors": [');
  const { problems } = await portal.build('--now=2026-08-09T01:00:00Z');
  expect(problems.map(({ code }) => code).sort()).toEqual(['broken-yaml', 'source-stale']);
  expect(statusOf(portal).get('x')).toMatchObject({ lastSuccess: '2026-08-08T09:00:00Z' });
});

test('editors get a schema of lists', async () => {
  const portal = portalWith('{ type: list, file: list.yaml }').write('content/list.yaml', 'mirrors: []\n');
  await portal.build();
  const schema = JSON.parse(portal.read('config-out/schemas/list.schema.json'));
  expect(Object.keys(schema.properties.mirrors.items.properties)).toContain('alias');
});
