import { afterAll, describe, expect } from 'vitest';
import { contentSecurityPolicy } from '../src/serving/file-headers.ts';
import { closeBrowser, look } from './browser.ts';
import { testWith } from './programs.ts';
import { apache, ask, caddy, nginx } from './serving/servers.ts';
import { buildSite, serve } from './serving/site.ts';

afterAll(closeBrowser);

const iso = '/fedora/linux/releases/40/Workstation/x86_64/iso';

describe.each([
  ['nginx', nginx, 'autoindex'],
  ['fancyindex', nginx, 'fancyindex'],
  ['Apache', apache, 'autoindex'],
  ['Caddy', caddy, 'autoindex'],
] as const)('%s', (name, kind, listing) => {
  testWith(kind.needs, 'lists folders in the clothes of the portal, whatever strangers put there', async () => {
    const mirrorFiles = { misc: `name: '{{env "HOME"}} {{'` };
    const site = await buildSite({ serve: `  listing: ${listing}`, mirrorFiles });
    await serve(site, kind);
    const get = (path: string) => ask(site.port, path, { method: 'GET' });
    const { status, headers, text } = await get(`${iso}/`);
    expect([status, headers['content-security-policy']]).toEqual([200, contentSecurityPolicy]);
    expect(text).toContain('Fedora-Workstation-Live-x86_64-40-1.14.iso.sha256sum"');
    expect(text).not.toContain('evil');
    expect(text).toMatch(/^<!doctype html>/i);
    // What nginx itself makes is a page of its own, whose tags browsers pass over.
    expect(text.match(/<body/g)).toHaveLength(name === 'nginx' ? 2 : 1);
    expect(text).toContain('class="trail" data-trail="/fedora/"');
    expect(text).toContain('class="site-footer"');
    expect((await get('/pypi/web/simple/foo/')).text).toBe('content of /pypi/web/simple/foo/\n');
    expect((await get(`${iso}/.treeinfo`)).status).toBe(200);
    const odd = await get('/misc/odd/');
    expect(odd.text).not.toContain('<img');
    expect(odd.text).toMatch(/\{\{env (&#34;|&quot;|")PATH/);
    expect(odd.text).toMatch(/<title>(\{\{|&#123;&#123;)env/);
    expect(odd.headers['set-cookie']).toBeUndefined();
  });

  testWith([...kind.needs, 'chromium'], 'shows a README as text, where that is asked for', async () => {
    for (const [readme, shown] of [
      [true, '<script>alert(1)</script> & <b>text</b>'],
      [false, undefined],
    ] as const) {
      const site = await buildSite({ serve: `  listing: ${listing}\n  readme: ${readme}` });
      const stop = await serve(site, kind);
      const open = (path: string) => look(`http://mirrors.example.org:${site.port}`, path, { viewport: phone });
      const { page, asked, complaints } = await open('/misc/odd/');
      await page.waitForLoadState('networkidle');
      expect(asked.includes('/misc/odd/README')).toBe(readme);
      if (readme) await page.locator('.readme pre').waitFor();
      expect(await page.locator('.readme:visible pre').allTextContents()).toEqual(shown ? [shown] : []);
      expect(await page.locator('.trail').textContent()).toMatch(/ \/ misc \/ odd$/);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width);
      // fancyindex has the widths of its columns in attributes, which the policy does not let in.
      expect(complaints.filter((complaint) => !/inline style/.test(complaint))).toEqual([]);
      // In a folder without one, nothing is asked for in vain.
      const none = await open('/misc/');
      await none.page.waitForLoadState('networkidle');
      expect(await none.page.locator('.readme:visible').count()).toBe(0);
      expect(none.asked.filter((path) => /readme/i.test(path) && !path.startsWith('/_heliostat/'))).toEqual([]);
      await stop();
    }
  });

  if (name !== 'nginx')
    testWith(kind.needs, 'hides work files from its lists', async () => {
      const site = await buildSite({ serve: `  listing: ${listing}` });
      await serve(site, kind);
      const { text } = await ask(site.port, '/debian/', { method: 'GET' });
      expect(text).toMatch(/href="(\.\/)?pool\/"/);
      expect(text).not.toMatch(/\.rsync-partial|\.htaccess/);
    });
});

testWith(nginx.needs, 'fancyindex tells the path', async () => {
  const site = await buildSite({ serve: '  listing: fancyindex' });
  await serve(site, nginx);
  expect((await ask(site.port, '/debian/', { method: 'GET' })).text).toMatch(/<h1>\/debian\/<\/h1>/);
});

const phone = { width: 360, height: 740 };
