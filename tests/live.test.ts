import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { closeBrowser, now, visit } from './browser.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';
import { job, Upstream } from './upstream.ts';

afterAll(closeBrowser);

const update = '2026-08-08T13:00:00Z';

async function portalWithDebian(): Promise<{ portal: PortalTest; becomes: (status: string) => Promise<void> }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  const becomes = async (status: string) => {
    upstream.answers([job('debian', status, { update, ended: status === 'failed' ? '2026-08-08T13:50:00Z' : update })]);
    await portal.run('build', `--now=${now}`);
  };
  await becomes('success');
  return { portal, becomes };
}

test('the script that does it is light: 3.5 KB, compressed', async () => {
  const portal = PortalTest.from('two-mirrors');
  await portal.build();
  const [, address] = /src="([^"]*Live[^"]*\.js)"/.exec(portal.read('out/status/index.html'))!;
  expect(gzipSync(portal.read(`out${address}`)).length).toBeLessThan(3500);
});

testWith(['chromium'], 'a reason is shown as long as it is the reason', async () => {
  const failed = {
    ...job('debian', 'failed', { update, ended: '2026-08-08T13:50:00Z' }),
    error_msg: 'killed by manager',
  };
  const portal = PortalTest.from('two-mirrors')
    .edit('content/portal.yaml', 'url: http://127.0.0.1:1/jobs', 'file: jobs.json')
    .write('content/jobs.json', JSON.stringify([failed]));
  const become = async (error: string) => {
    portal.write('content/jobs.json', JSON.stringify([{ ...failed, error_msg: error }]));
    await portal.run('build', `--now=${now}`);
  };
  await become('killed by manager');
  const { page } = await visit(join(portal.root, 'out'), '/en/status/');
  const state = page.locator('[data-cname=debian] [data-raw] a');
  expect(await state.textContent()).toBe('Failed: stopped while running');
  await become('debian timeout after 3s');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.locator('[data-cname=debian] [data-reason]').waitFor({ state: 'detached' });
  expect(await state.textContent()).toBe('Failed');
});

describe('a page that nothing has built for months', () => {
  testWith(['chromium'], 'says so as soon as it is there, without asking anything', async () => {
    for (const path of ['/en/', '/en/status/', '/en/status/debian/', '/en/help/debian/']) {
      const { portal } = await portalWithDebian();
      const { page, asked } = await visit(join(portal.root, 'out'), path);
      const status = page
        .locator('[data-cname=debian] [data-status] .state, [data-cname=debian] [data-raw] .state')
        .first();
      expect(await status.getAttribute('data-state'), path).toBe('success');
      expect(await page.locator('#as-of').isVisible(), path).toBe(false);
      await page.clock.setFixedTime('2026-12-24T12:00:00Z');
      await page.reload();
      expect(await page.locator('#as-of').textContent(), path).toMatch(/Last updated \S+/);
      expect(await page.locator('#as-of').isVisible(), path).toBe(true);
      if (path === '/en/status/')
        expect(await page.locator('[data-cname=debian] [data-freshness]').textContent()).toBe('stale');
      else expect(await status.getAttribute('data-state'), path).toBe('stale');
      if (path === '/en/') expect(await page.locator('[data-troubled]').textContent()).toBe('1 needs attention');
      expect(
        asked.filter((address) => address.includes('/api/')),
        path,
      ).toEqual([]);
    }
  });

  testWith(['chromium'], 'is judged by no clock that is behind its own time', async () => {
    const { portal } = await portalWithDebian();
    const { page } = await visit(join(portal.root, 'out'), '/en/status/');
    await page.clock.setFixedTime('2020-01-01T00:00:00Z');
    await page.reload();
    expect(await page.locator('[data-cname=debian] [data-freshness]').textContent()).toBe('fresh');
    expect(await page.locator('#as-of').isVisible()).toBe(false);
  });
});

test('what only a script shows waits in templates, on every page', async () => {
  const { portal } = await portalWithDebian();
  for (const [file, { text }] of portal.files('out')) {
    if (!file.endsWith('.html')) continue;
    const shown = text.replace(/<template data-script>.*?<\/template>/gs, '');
    expect(/<[a-z]+ [^>]*\bhidden\b[^>]*>/.exec(shown.replaceAll('aria-hidden', ''))?.[0], file).toBeUndefined();
    expect(shown, file).not.toMatch(/<button[^>]*data-copy/);
  }
});

describe('while a page is open', () => {
  testWith(['chromium'], 'what was fresh is called late and stale in time, though no newer states come', async () => {
    for (const path of ['/en/status/', '/en/status/debian/']) {
      const { portal, becomes } = await portalWithDebian();
      portal.edit('content/mirrors/debian.yaml', 'category: os', 'everyHours: 3');
      await becomes('success');
      const { page } = await visit(join(portal.root, 'out'), path);
      const cell = page.locator('[data-cname=debian] [data-freshness]');
      expect(await cell.textContent(), path).toBe('fresh');
      const answer = page.waitForResponse('**/api/status.json');
      await page.clock.runFor(61_000);
      await (await answer).finished();
      rmSync(join(portal.root, 'out/api/status.json'));
      await page.clock.runFor('06:00:00');
      await page.getByText('late', { exact: true }).first().waitFor();
      await page.clock.runFor('12:00:00');
      await page.getByText('stale', { exact: true }).first().waitFor();
      expect(await cell.getAttribute('data-freshness'), path).toBe('stale');
      const sentence = 'The last sync was long ago. Do not rely on this mirror for updates.';
      if (path.includes('debian')) expect(await page.locator('[data-sentences]').textContent()).toBe(sentence);
    }
  });

  testWith(['chromium'], 'how long the last run took follows, and goes while the next one runs', async () => {
    const upstream = await Upstream.start();
    onTestFinished(() => upstream.stop());
    const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
    const ran = async (status: string, started: string) => {
      upstream.answers([job('debian', status, { update, ended: update, started })]);
      await portal.run('build', `--now=${now}`);
    };
    await ran('success', '2026-08-08T12:50:00Z');
    const { page } = await visit(join(portal.root, 'out'), '/en/status/');
    const took = page.locator('[data-cname=debian] [data-duration]');
    expect(await took.textContent()).toBe('10 min');
    await ran('syncing', '2026-08-08T13:50:00Z');
    await page.clock.runFor(61_000);
    await page.locator('[data-cname=debian] [data-raw] [data-state=syncing]').waitFor();
    expect(await took.textContent()).toBe('');
    await ran('success', '2026-08-08T12:40:00Z');
    await page.clock.runFor(61_000);
    await page.locator('[data-cname=debian] [data-raw] [data-state=success]').waitFor();
    expect(await took.textContent()).toBe('20 min');
  });

  testWith(['chromium'], 'a change of state appears without a reload, on every kind of page', async () => {
    for (const path of ['/en/', '/en/status/', '/en/status/debian/', '/en/help/debian/']) {
      const { portal, becomes } = await portalWithDebian();
      const { page, complaints } = await visit(join(portal.root, 'out'), path);
      const state = page.locator('[data-cname=debian] .state').first();
      expect(await state.getAttribute('data-state'), path).toBe('success');
      await becomes('failed');
      await page.clock.runFor(61_000);
      await page.locator('[data-cname=debian] .state[data-state=failed]').first().waitFor();
      expect(await state.textContent(), path).toBe('Failed');
      expect(complaints, path).toEqual([]);
    }
  });

  testWith(['chromium'], 'the line of facts and the counts follow', async () => {
    const { portal, becomes } = await portalWithDebian();
    const { page } = await visit(join(portal.root, 'out'), '/en/status/');
    await becomes('failed');
    await page.clock.runFor(61_000);
    await page.getByText('1 needs attention').waitFor();
    expect(await page.locator('[data-count=success] .number').textContent()).toBe('0');
  });

  testWith(
    ['chromium'],
    'the page says when it was last updated while live updates are not available, and stops saying so',
    async () => {
      const { portal, becomes } = await portalWithDebian();
      const { page } = await visit(join(portal.root, 'out'), '/en/');
      const notice = page.locator('#as-of');
      expect(await notice.isVisible()).toBe(false);
      rmSync(join(portal.root, 'out/api/status.json'));
      await page.clock.runFor(61_000);
      await notice.waitFor({ state: 'visible' });
      expect(await notice.textContent()).toMatch(/Live updates are not available\. Last updated \S+/);
      expect(await page.locator('#mirrors tbody tr').count()).toBe(2);
      await becomes('success');
      await page.clock.runFor(61_000);
      await notice.waitFor({ state: 'hidden' });
    },
  );

  testWith(['chromium'], 'a page whose data grows old says so in the same place', async () => {
    const { portal } = await portalWithDebian();
    const { page } = await visit(join(portal.root, 'out'), '/en/');
    utimesSync(join(portal.root, 'out/api/status.json'), new Date(now), new Date(now));
    await page.clock.runFor('03:01:00');
    await page.locator('#as-of').waitFor({ state: 'visible' });
  });
});
