import { expect, test } from 'vitest';
import { PortalTest, someTime } from './portal-test.ts';

const ago = (hours: number) => Date.parse(someTime) / 1000 - hours * 3600;

function siteOf(jobs: readonly object[], more = ''): PortalTest {
  return PortalTest.from()
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: X }\nsources: [{ type: tunasync, file: jobs.json }]\n${more}`,
    )
    .write('content/jobs.json', JSON.stringify(jobs));
}

const job = (name: string, status: string, hours: number) => ({
  name,
  status,
  last_update_ts: ago(hours),
  last_ended_ts: ago(1),
});

const endpoints = 'endpoints: [{ label: x, resolve: mirrors.example.org, filter: [V4, SSL] }]\n';

test('after the count of what is wrong, check tells what a redirector would take', async () => {
  const portal = siteOf([job('debian', 'success', 1), job('kali', 'failed', 100)], endpoints);
  const { stdout, code } = await portal.run('check');
  expect(code).toBe(0);
  expect(stdout).toMatchInlineSnapshot(`
    "mirrors: 2, help documents: 2, errors: 0, warnings: 0
    redirector: 1 of 2 mirrors would be used, if nothing outside this site prevents it
      too old, more than 48 hours: "kali" (4 days)
    "
  `);
});

test('it is no problem, and is not printed with --quiet', async () => {
  const portal = siteOf([job('kali', 'failed', 100)]);
  expect(JSON.parse((await portal.run('check', '--json')).stdout)).toEqual([]);
  expect(await portal.run('check', '--quiet', '--strict')).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('a last success that only the history knows counts, and check leaves the history as it is', async () => {
  const portal = siteOf([job('debian', 'success', 1)], endpoints);
  await portal.build();
  const history = portal.files('data').get('history.sqlite');
  portal.write('content/jobs.json', JSON.stringify([{ name: 'debian', status: 'paused', last_update_ts: 0 }]));
  expect((await portal.run('check')).stdout).toContain('1 of 1 mirror would be used');
  expect(portal.files('data').get('history.sqlite')).toEqual(history);
});

test('a history that cannot be read is left where it is, and check goes on without it', async () => {
  const portal = siteOf([job('debian', 'success', 1)]).write('data/history.sqlite', 'no history');
  const { code, stdout } = await portal.run('check');
  expect([code, stdout.includes('1 of 1 mirror would be used')]).toEqual([0, true]);
  expect(portal.files('data').get('history.sqlite')!.text).toBe('no history');
});
