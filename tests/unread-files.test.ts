import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PortalTest } from './portal-test.ts';

const portalOf = (more = '') =>
  PortalTest.from()
    .write('content/portal.yaml', `site: { url: https://mirrors.example.org, abbr: X }\nlanguages: [en]\n${more}`)
    .write('content/mirrors/debian.yaml', 'url: /debian\n');

const placesOf = async (portal: PortalTest, ...options: string[]) =>
  ((JSON.parse((await portal.run('check', '--json', ...options)).stdout) as { place: { file: string } }[]) ?? []).map(
    ({ place }) => place.file.split('content/')[1],
  );

test('a folder in which nothing is read is one problem, however much is in it', async () => {
  const portal = portalOf();
  for (let index = 0; index < 50; index++) portal.write(`content/node_modules/m${index}/a/b/c.md`, 'x');
  portal
    .write('content/mirror/ubuntu.yaml', 'desc: x')
    .write('content/.git/config', 'x')
    .write('content/README.md', 'x');
  expect(await placesOf(portal)).toEqual(['mirror/', 'node_modules/']);
});

test('what portal.yaml names, and the folders of the run, belong to the content folder', async () => {
  const portal = portalOf(
    'sources: [{ type: tunasync, file: state/jobs.json }]\nhelp: { layers: [shared] }\nignore: [Makefile, scripts/]\n',
  );
  for (const file of ['Makefile', 'scripts/a.sh', 'shared/debian/index.en.md', 'state/old.json'])
    portal.write(`content/${file}`, '# x\n');
  portal.write('content/state/jobs.json', '[{"name":"debian","status":"success","last_update_ts":1786190000}]');
  const [data, configOut] = ['data', 'emitted'].map((name) => join(portal.root, 'content', name));
  await portal.run('build', `--data=${data}`, `--config-out=${configOut}`);
  expect(portal.has('content/emitted/cron/heliostat')).toBe(true);
  // A run that is not told where the configuration is finds it in the data folder.
  expect(await placesOf(portal, `--data=${data}`)).toEqual(['state/old.json']);
  // Nor does it matter whether a path leads through a link.
  symlinkSync(join(portal.root, 'content'), join(portal.root, 'link'));
  expect(await placesOf(portal, `--data=${data}`, `--content=${join(portal.root, 'link')}`)).toHaveLength(1);
});

test('a folder of content may be a link, and a link to a folder below it is told', async () => {
  const portal = portalOf().write('elsewhere/2026-01-01-x.en.md', '# x\n').write('other/index.en.md', '# x\n');
  symlinkSync(join(portal.root, 'elsewhere'), join(portal.root, 'content/news'));
  mkdirSync(join(portal.root, 'content/help'));
  symlinkSync(join(portal.root, 'other'), join(portal.root, 'content/help/debian'));
  expect(await placesOf(portal)).toEqual(['help/debian']);
  await portal.build();
  expect(portal.has('out/news/2026-01-01-x/index.html')).toBe(true);
});

test('a folder that is very deep is not read to its end', async () => {
  const portal = portalOf().write(`content/mirrors/${'a/'.repeat(30)}x.yaml`, 'url: /x\n');
  expect(await placesOf(portal)).toEqual([`mirrors/${'a/'.repeat(10)}`]);
});
