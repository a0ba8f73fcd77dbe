import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { attemptsOf, checkout, PortalTest, statusOf } from './portal-test.ts';
import { Upstream } from './upstream.ts';

/*
 * What a real tunasync v0.10.0 answered at 30 steps of its life, played to the real build as tick after tick. The names say
 * what had happened; tests/tunasync/transcripts/README.md tells of the set-up.
 */

const folder = join(checkout, 'tests/tunasync/transcripts');
const steps = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .sort();

/** Steps 01 to 24 are one life; 25 and 26 are other managers. */
const life = steps.filter((name) => Number.parseInt(name, 10) <= 24);

function answerOf(step: string): unknown[] {
  return JSON.parse(readFileSync(join(folder, step, 'jobs.json'), 'utf8')) as unknown[];
}

/** The moment of a step, which its README begins with. */
function timeOf(step: string): string {
  return readFileSync(join(folder, step, 'README'), 'utf8').slice(0, 20);
}

async function withManager(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  const portal = PortalTest.from().write(
    'content/portal.yaml',
    `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
languages: [en]
timeZone: Asia/Shanghai
sources: [{ type: tunasync, url: '${upstream.url}' }]
`,
  );
  return { portal, upstream };
}

/** What a portal shows of each mirror, in a line. */
function shown(portal: PortalTest): string[] {
  return [...statusOf(portal)].map(([cname, row]) => {
    const { state, freshness, lastSuccess, next, size, unreportedSince } = row as Record<string, unknown>;
    const clock = (time: unknown) => (typeof time === 'string' ? time.slice(11, 19) : '-');
    const gone = unreportedSince ? ', no longer reported' : '';
    const { text = '-' } = (size ?? {}) as { text?: string };
    return `${cname}: ${state} ${freshness ?? '-'}, success ${clock(lastSuccess)}, next ${clock(next)}, ${text}${gone}`;
  });
}

test('each step of one life is shown as it was, and told of', async () => {
  const { portal, upstream } = await withManager();
  const told: string[] = [];
  for (const step of life) {
    upstream.answers(answerOf(step));
    const { run, problems } = await portal.build(`--now=${timeOf(step)}`);
    told.push(
      `## ${step}, exit ${run.code}`,
      ...problems.map(({ code, says }) => `${code}: ${says}`),
      ...shown(portal),
    );
  }
  expect(told.join('\n')).toMatchSnapshot();
  const runs = ['flaky', 'CRAN', 'debian'].map((cname) => [
    `## ${cname}`,
    ...attemptsOf(portal, cname).map(({ ended, isGood }) => `${ended.toISOString()} ${isGood ? 'good' : 'failed'}`),
  ]);
  expect(runs.flat().join('\n')).toMatchSnapshot();
}, 120_000);

test('the same answer in another order is the same answer: nothing is written, and no problem is new', async () => {
  const { portal, upstream } = await withManager();
  const answer = answerOf('14-two-workers');
  const now = `--now=${timeOf('14-two-workers')}`;
  upstream.answers(answer);
  await portal.build(now, '--only-new');
  await portal.build(now, '--only-new');
  for (const other of [answer.toReversed(), [...answer.slice(7), ...answer.slice(0, 7)]]) {
    upstream.answers(other);
    const run = await portal.run('build', now, '--only-new', '--quiet');
    expect(run.stderr).toBe('');
    expect((await portal.run('build', now)).stdout).toContain(' 0 written, 0 removed');
  }
});

test.each(['25-300-mirrors', '26-all-seven-states'])('%s: another manager', async (step) => {
  const { portal, upstream } = await withManager();
  upstream.answers(answerOf(step));
  const { problems } = await portal.build(`--now=${timeOf(step)}`);
  const states = Object.groupBy(statusOf(portal).values(), ({ state }) => String(state));
  const counts = Object.entries(states).map(([state, rows]) => `${state} ${rows!.length}`);
  expect([...problems.map(({ code, says }) => `${code}: ${says}`), ...counts.sort()].join('\n')).toMatchSnapshot();
});

test('every recorded step is replayed', () => {
  expect([...life, '25-300-mirrors', '26-all-seven-states']).toEqual(steps);
});
