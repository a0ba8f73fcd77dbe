import { expect, test } from 'vitest';
import { PortalTest } from './portal-test.ts';

const use = /^[\d.]+ [KMGTP]iB \/ [\d.]+ [KMGTP]iB \(\d+%\)$/;

test('a disk that is measured is told on the status and about pages, and to programs', async () => {
  const portal = PortalTest.from('two-mirrors').write('content/disk/keep', '');
  portal.write('content/portal.yaml', `${portal.read('content/portal.yaml')}disk: { path: disk }\n`);
  const { problems } = await portal.build();
  expect(problems.filter(({ code }) => code === 'disk-unreadable')).toEqual([]);
  const { disk } = JSON.parse(portal.read('out/mirrorz.json')).site as { disk: string };
  expect(disk).toMatch(use);
  for (const page of ['status', 'about', 'en/status', 'en/about']) {
    expect(portal.read(`out/${page}/index.html`), page).toContain(`${disk}<svg class="disk"`);
  }
  const told = JSON.parse(portal.read('out/api/status.json')).disk as Record<string, unknown>;
  expect(told).toEqual({ text: disk, usedBytes: expect.any(Number), totalBytes: expect.any(Number) });
  expect(portal.read('out/metrics')).toContain(`heliostat_disk_used_bytes ${told.usedBytes}\n`);
});

test('a disk that cannot be measured is a problem, and what the operator wrote is shown', async () => {
  const portal = PortalTest.from('two-mirrors');
  portal.write('content/portal.yaml', `${portal.read('content/portal.yaml')}disk: { path: /no/such }\n`);
  portal.edit('content/portal.yaml', 'site: {', 'site: { disk: half full,');
  const { problems } = await portal.build();
  const [found] = problems.filter(({ code }) => code === 'disk-unreadable');
  expect(`${found!.level}: ${found!.says}\n${found!.fix}`).toMatchInlineSnapshot(`
    "warning: the disk at "/no/such" cannot be measured (No such file or directory)
    Name a folder that exists and that the user who builds can enter; \`site.disk\` is shown until then."
  `);
  expect(portal.read('out/en/status/index.html')).toContain('disk half full<');
  expect(JSON.parse(portal.read('out/api/status.json')).disk).toEqual({ text: 'half full' });
});
