import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Problem } from '../src/core/problems.ts';
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
  job(`mirror-${String(index + 1).padStart(2, '0')}`, 'success', { update: '2026-11-25T22:00:00Z' }),
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
    `"since 2026-11-25T22:58:45.000Z it lists no mirror any more (lost: CRAN, CTAN, R.new_one, archlinux_cn, debian and 14 more); showing its answer of 2026-11-25T22:58:42.000Z, 0 minutes old"`,
  );
  expect([...statusOf(portal).keys()]).toEqual(names);
  expect(configOf(portal)).toEqual(config);
  expect(portal.read('out/index.html')).toContain('lists far fewer mirrors than before');
  expect(portal.read('out/zh/index.html')).toContain('列出的镜像突然少了很多');

  upstream.answers(transcript('23-database-lost-workers-restarted'));
  const few = await portal.build(at('25T23:00:12'));
  expect(said(few.problems, 'source-shrunk')).toContain(
    'since 2026-11-25T22:58:45.000Z it lists 15 of its 19 mirrors no',
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
  expect(portal.read('out/zh/status/tiny/index.html')).toContain('起不再报告此镜像');
  expect(configOf(portal)).toEqual(config);

  const gone = await portal.build(at('28T23:01:03'));
  expect(codes(gone.problems)).not.toContain('unreported-mirror');
  expect([...statusOf(portal).keys()]).toHaveLength(15);
  expect(configOf(portal)).toEqual(config);
  expect(said(gone.problems, 'served-unlisted')).toContain(
    'keeps 4 mirrors as it was (nodir, tiny, ubuntu, ubuntu-releases)',
  );
});
