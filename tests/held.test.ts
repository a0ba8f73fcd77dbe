import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../src/base/problems.ts';
import { checkout, PortalTest, statusOf } from './portal-test.ts';
import { job, Upstream } from './upstream.ts';

const at = (time: string) => `--now=2026-11-${time}Z`;

/** What `GET /jobs` of a real manager answered at a step. */
function transcript(step: string): object {
  return JSON.parse(readFileSync(join(checkout, 'tests/tunasync/transcripts', step, 'jobs.json'), 'utf8'));
}

const portalYaml = `site: { url: https://m.example.org, abbr: C }
languages: [en, zh]
serve: { dataRoot: /srv/no-such-mirrors, rsync: {} }
`;

async function portalOf(answer: object): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers(answer);
  const portal = PortalTest.from();
  const source = `sources: [{ type: tunasync, url: "${upstream.url}" }]\n`;
  return { portal: portal.write('content/portal.yaml', portalYaml + source), upstream };
}

/** Twenty mirrors of a manager. */
const twenty = Array.from({ length: 20 }, (_, index) =>
  job(`mirror-${String(index + 1).padStart(2, '0')}`, 'success', { update: '2026-10-31T22:00:00Z' }),
);

function codes(problems: readonly Problem[]): string[] {
  return problems.map(({ code }) => code);
}

/** The configuration of servers, without what changes with the clock. */
function configOf(portal: PortalTest): Map<string, string> {
  return new Map([...portal.files('config-out')].map(([file, { text }]) => [file, text]));
}

/** What a mirror's own words of it are. */
const said = (problems: readonly Problem[], code: string) => problems.find((found) => found.code === code)?.says;

test('a manager that lost its database: all mirrors stay, and those that come back end it', async () => {
  const { portal, upstream } = await portalOf(transcript('21-manager-restarted'));
  await portal.build(at('25T22:58:42'));
  const config = configOf(portal);
  const names = [...statusOf(portal).keys()];
  expect(names).toHaveLength(19);

  upstream.answers(transcript('22-database-lost'));
  const lost = await portal.build(at('25T22:58:45'));
  expect(lost.run.code).toBe(3);
  expect(said(lost.problems, 'source-shrunk')).toMatchInlineSnapshot(
    `"since 2026-11-25T22:58:45.000Z it lists no mirrors (lost: CRAN, CTAN, R.new_one, archlinux_cn, debian and 14 more); showing its answer of 2026-11-25T22:58:42.000Z, 0 minutes old"`,
  );
  expect([...statusOf(portal).keys()]).toEqual(names);
  expect(configOf(portal)).toEqual(config);
  expect(portal.read('out/index.html')).toContain('lists far fewer mirrors than before');
  expect(portal.read('out/zh/index.html')).toContain('列出的镜像突然大幅减少');

  upstream.answers(transcript('23-database-lost-workers-restarted'));
  const few = await portal.build(at('25T23:00:12'));
  expect(said(few.problems, 'source-shrunk')).toContain(
    'since 2026-11-25T22:58:45.000Z it no longer lists 15 of its 19 mirrors',
  );
  expect([...statusOf(portal).keys()]).toEqual(names);
  expect(configOf(portal)).toEqual(config);

  upstream.answers(transcript('24-database-lost-all-back'));
  const back = await portal.build(at('25T23:01:03'));
  expect(codes(back.problems)).not.toContain('source-shrunk');
  expect(back.problems.find(({ code }) => code === 'unreported-mirror')).toMatchObject({
    place: { source: 'tunasync', path: 'nodir, tiny, ubuntu, ubuntu-releases' },
  });
  expect([...statusOf(portal).keys()]).toEqual(names);
  expect(statusOf(portal).get('tiny')).toMatchObject({ state: 'success', unreportedSince: '2026-11-25T22:58:45Z' });
  expect(statusOf(portal).get('tiny')).not.toHaveProperty('next');
  expect(statusOf(portal).get('debian')).not.toHaveProperty('unreportedSince');
  expect(portal.read('out/status/tiny/index.html')).toContain('No longer reported since');
  expect(portal.read('out/zh/status/tiny/index.html')).toContain('数据源不再列出的时间');
  expect(configOf(portal)).toEqual(config);

  const gone = await portal.build(at('28T23:01:03'));
  expect(codes(gone.problems)).not.toContain('unreported-mirror');
  expect([...statusOf(portal).keys()]).toHaveLength(15);
  expect(configOf(portal)).toEqual(config);
  expect(said(gone.problems, 'served-unlisted')).toContain('keeps 4 mirrors (nodir, tiny, ubuntu, ubuntu-releases)');
});

test('case 01: an empty answer after a full one is held, until the operator accepts it', async () => {
  const portal = PortalTest.from();
  cpSync(join(checkout, 'tests/cases/01-empty-answer'), join(portal.root, 'content'), { recursive: true });
  portal.write('content/jobs.json', JSON.stringify(twenty));
  await portal.build(at('25T23:00:00'));
  const [site, config] = [new Set(portal.files('out').keys()), configOf(portal)];
  portal.write('content/jobs.json', '[]');
  const { run, problems } = await portal.build(at('25T23:05:00'));
  expect([run.code, codes(problems)]).toEqual([3, ['source-shrunk']]);
  expect(new Set(portal.files('out').keys())).toEqual(site);
  expect(configOf(portal)).toEqual(config);
  // `check` shows it, though it asks nobody.
  expect((await portal.run('check', at('25T23:06:00'))).stderr).toContain('[source-shrunk]');
  const accepted = await portal.run('fetch', '--accept=tunasync', at('25T23:06:00'));
  expect(accepted.code).toBe(0);
  expect(accepted.stdout).toMatch(/^\[fresh\] tunasync .*\naccepted: tunasync\n$/);
  const after = await portal.build(at('25T23:10:00'));
  expect([after.run.code, codes(after.problems)]).toEqual([0, ['no-mirrors']]);
  expect(statusOf(portal).size).toBe(0);
  expect(configOf(portal).get('nginx/heliostat/server.conf')).not.toContain('mirror-01');
  expect(portal.read('out/index.html')).not.toContain('data-troubled>');
  expect(portal.read('out/status/index.html')).not.toContain('data-troubled>');
  expect(portal.read('out/status.txt')).toContain('mirrors: 0\n');
  expect(portal.read('out/index.html')).toContain('<li>no mirrors</li>');
  expect(portal.read('out/index.html')).toContain('lists no mirrors at the moment');
});

test('what is held is accepted after three days by itself, and servers keep what was served', async () => {
  const { portal, upstream } = await portalOf(twenty);
  await portal.build(at('20T00:00:00'));
  const config = configOf(portal);
  upstream.answers(twenty.slice(0, 3));
  await portal.build(at('20T01:00:00'));
  expect((await portal.build(at('23T00:59:00'))).run.code).toBe(3);
  const { run, problems } = await portal.build(at('23T01:00:00'));
  expect([run.code, codes(problems)]).toEqual([0, ['served-unlisted']]);
  expect(statusOf(portal).size).toBe(3);
  expect(configOf(portal)).toEqual(config);
  const unknown = await portal.run('fetch', '--accept=mirror-99', at('23T01:10:00'));
  expect([unknown.code, unknown.stderr.includes('mirror-20')]).toEqual([2, true]);
  await portal.run('fetch', '--accept=mirror-20', at('23T01:10:00'));
  await portal.build(at('23T01:15:00'));
  const server = configOf(portal).get('nginx/heliostat/server.conf')!;
  expect([server.includes('/mirror-20/'), server.includes('/mirror-19/')]).toEqual([false, true]);
});

test('a slow trickle is seen', async () => {
  const { portal, upstream } = await portalOf(twenty);
  const exits: (number | null)[] = [];
  for (let day = 1; day <= 8; day++) {
    upstream.answers(twenty.slice(day - 1));
    exits.push((await portal.build(at(`0${day}T00:00:00`))).run.code);
  }
  expect(exits).toEqual([0, 0, 0, 0, 0, 0, 0, 3]);
}, 40_000);

test.each([
  [
    'a MirrorZ document',
    { type: 'mirrorz', file: 'in.json' },
    { site: { url: 'https://m.example.org', abbr: 'M' }, mirrors: [] },
  ],
  ['a list', { type: 'list', file: 'in.json' }, { mirrors: [] }],
  ['Yuki', { type: 'yuki', file: 'in.json' }, []],
  ['lug', { type: 'lug', file: 'in.json' }, { WorkerStatus: {} }],
] as const)('%s that is emptied is held', async (_, source, empty) => {
  const names = ['alpine', 'debian', 'fedora', 'gentoo', 'ubuntu', 'void', 'xanadu'];
  const full: Record<string, object> = {
    mirrorz: { ...empty, mirrors: names.map((cname) => ({ cname, url: `/${cname}`, status: 'S1780000000' })) },
    list: { mirrors: names.map((cname) => ({ cname })) },
    yuki: names.map((name) => ({ name, exitCode: 0, lastSuccess: 1780000000 })),
    lug: { WorkerStatus: Object.fromEntries(names.map((name) => [name, { Result: true, Idle: true }])) },
  };
  const portal = PortalTest.from()
    .write('content/portal.yaml', `${portalYaml}sources: [${JSON.stringify(source)}]\n`)
    .write('content/in.json', JSON.stringify(full[source.type]));
  await portal.build();
  portal.write('content/in.json', JSON.stringify(empty));
  expect(codes((await portal.build()).problems)).toContain('source-shrunk');
  expect([...statusOf(portal).keys()]).toEqual(names);
});

test('an address that leads to another manager is compared with what the one before told', async () => {
  const { portal, upstream } = await portalOf(twenty);
  await portal.build(at('25T23:00:00'));
  const other = await Upstream.start();
  onTestFinished(() => other.stop());
  portal.edit('content/portal.yaml', upstream.url, other.url);
  expect(codes((await portal.build(at('25T23:05:00'))).problems)).toEqual(['source-shrunk']);
  expect(statusOf(portal).size).toBe(20);
});
