import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { PortalTest } from './portal-test.ts';

function site(): PortalTest {
  return PortalTest.from()
    .write(
      'content/portal.yaml',
      'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en]\nsources: [{ type: list, file: list.yaml }]\n',
    )
    .write('content/list.yaml', 'mirrors: [{ cname: debian, state: success }]\n');
}

test('files that somebody else has put into the folder stay, and are told', async () => {
  const portal = site().write('out/robots.txt', 'mine').write('out/help/index.html', 'mine');
  const { run, problems } = await portal.build();
  expect(run.code).toBe(3);
  expect(problemsToText(problems).replaceAll(`${portal.root}/`, '')).toMatchInlineSnapshot(`
    "out/help/index.html: error: this path is for a file of the portal, but something else is there [file-in-the-way]
      fix: Move it elsewhere, or build into another folder; it is left unchanged.
    out/robots.txt: error: this path is for a file of the portal, but something else is there [file-in-the-way]
      fix: Move it elsewhere, or build into another folder; it is left unchanged."
  `);
  expect([portal.read('out/robots.txt'), portal.read('out/help/index.html')]).toEqual(['mine', 'mine']);
  expect(portal.has('out/index.html')).toBe(true);
  rmSync(join(portal.root, 'out/robots.txt'));
  await portal.build();
  expect(portal.read('out/robots.txt')).toContain('Sitemap');
});

test('nothing is written through a link', async () => {
  const portal = site();
  mkdirSync(join(portal.root, 'elsewhere'));
  mkdirSync(join(portal.root, 'out'));
  symlinkSync('../elsewhere', join(portal.root, 'out/status'));
  const { problems } = await portal.build();
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['file-in-the-way']));
  expect([...portal.files('elsewhere')]).toEqual([]);
});

test('a folder whose data were lost is taken over, and what is gone from the site goes', async () => {
  const portal = site().write('content/news/2026-08-01-x.en.md', '# X\n\nText.\n');
  await portal.build();
  expect(portal.has('out/news/2026-08-01-x/index.html')).toBe(true);
  rmSync(join(portal.root, 'data'), { recursive: true });
  rmSync(join(portal.root, 'content/news'), { recursive: true });
  const { problems } = await portal.build('--now=2026-08-09T12:00:00Z');
  expect(problems.filter(({ code }) => code === 'file-in-the-way')).toEqual([]);
  expect(portal.has('out/news')).toBe(false);
});
