import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkout, PortalTest } from './portal-test.ts';

/** The demonstration, as a fresh checkout builds it. */
async function demonstration(): Promise<PortalTest> {
  const portal = PortalTest.from();
  const run = await portal.run('build', `--content=${join(checkout, 'content')}`);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return portal;
}

test('the demonstration emits configuration for every server', async () => {
  const portal = await demonstration();
  expect(readdirSync(join(portal.root, 'config-out'))).toEqual(
    expect.arrayContaining(['apache', 'caddy', 'cron', 'nftables', 'nginx', 'rsyncd', 'schemas']),
  );
});

test('a site without `serve` is told in a line which key writes what is missing', async () => {
  const { stdout, stderr } = await PortalTest.from('two-mirrors')
    .edit('content/portal.yaml', '  - { type: tunasync, url: http://127.0.0.1:1/jobs }\n', '')
    .run('build');
  expect(stderr).toBe('');
  expect(stdout).toContain('web servers and rsync: none; set `serve: { dataRoot: … }` in portal.yaml to write it\n');
});

test('preview listens where it is told to, and says what will be listed where a mirror is', async () => {
  const portal = await demonstration();
  const child = portal.start('preview', '--host=127.0.0.2', '--port=0');
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const [address] = /http:\/\/127\.0\.0\.2:\d+\//.exec(String(line)) ?? [];
  const get = (path: string) => fetch(address + path);
  const listing = await get('debian/pool/');
  expect([listing.status, await listing.text()]).toEqual([200, expect.stringContaining('这是预览。')]);
  expect((await get('nothing/')).status).toBe(404);
  expect((await get('metrics')).headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  child.kill('SIGTERM');
  await once(child, 'close');
});
