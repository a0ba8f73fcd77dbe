import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import { checkout, PortalTest } from './portal-test.ts';

const SITE = 'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en]\n';

function site(portalYaml = `${SITE}sources: [{ type: list, file: list.yaml }]\n`): PortalTest {
  return PortalTest.from()
    .write('content/portal.yaml', portalYaml)
    .write('content/list.yaml', 'mirrors: [{ cname: debian, state: success }]\n');
}

/** 镜像 in GB18030. */
const GB = Buffer.from([0xbe, 0xb5, 0xcf, 0xf1]);

describe('a file that is not UTF-8', () => {
  test.each([
    ['mirrors/debian.yaml', 'content/mirrors/debian.yaml:2'],
    ['pages/about.en.md', 'content/pages/about.en.md:2'],
    ['news/2026-08-01-x.en.md', 'content/news/2026-08-01-x.en.md:2'],
    ['help/debian/index.en.md', 'content/help/debian/index.en.md:2'],
  ])('%s is left out, and told with its line and encoding', async (file, place) => {
    const portal = site().write(`content/${file}`, '');
    writeFileSync(join(portal.root, 'content', file), Buffer.concat([Buffer.from('# x\n# '), GB]));
    const { run, problems } = await portal.build();
    expect(run.code).toBe(3);
    expect(problemsToText(problems)).toContain(`${place}: error: it is not UTF-8, and looks like GB18030 [not-utf-8]`);
    for (const [name, { text }] of portal.files('out'))
      if (name.endsWith('.html')) expect(text).not.toContain('\xef\xbf\xbd');
  });

  test('keeps the published site as it is where it is portal.yaml, and is told', async () => {
    const portal = site();
    await portal.build();
    const before = portal.read('out/index.html');
    writeFileSync(join(portal.root, 'content/portal.yaml'), Buffer.concat([Buffer.from(SITE), Buffer.from('# '), GB]));
    const { run, problems } = await portal.build();
    expect(run.code).toBe(3);
    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['not-utf-8', 'site-held']));
    expect(portal.read('out/index.html')).toBe(before);
  });

  test('of a case is not published as question marks', async () => {
    const portal = PortalTest.from();
    cpSync(join(checkout, 'tests/cases/08-gbk'), join(portal.root, 'content'), { recursive: true });
    const run = await portal.run('build');
    expect(run.code).not.toBe(0);
    expect(run.stderr).toContain('it is not UTF-8, and looks like GB18030 [not-utf-8]');
  });
});

test('JSON that is not whole is told with line and column', async () => {
  const portal = site(`${SITE}sources: [{ type: tunasync, file: jobs.json }]\n`).write(
    'content/jobs.json',
    '[\n  {"name": "x",},\n]',
  );
  const { problems } = await portal.build();
  expect(problemsToText(problems)).toContain('the file is not complete JSON (line 2, column 16)');
});

test('an abbreviation of a time zone is refused, with the one that was probably meant', async () => {
  const portal = PortalTest.from();
  cpSync(join(checkout, 'tests/cases/19-time-zone-cst'), join(portal.root, 'content'), { recursive: true });
  const { run, problems } = await portal.build();
  expect(run.code).toBe(3);
  expect(problemsToText(problems)).toContain('did you mean Asia/Shanghai?');
});

test('a password in an address of a mirror is not published', async () => {
  const portal = site()
    .write(
      'content/list.yaml',
      'mirrors: [{ cname: a, url: "https://user:secret@a.example/x", help: "https://user:secret@a.example/h" }]\n',
    )
    .write(
      'content/mirrors/a.yaml',
      'homepage: https://user:secret@a.example/\nupstream: rsync://user:secret@a.example/x\n',
    );
  await portal.build();
  for (const [file, { text }] of portal.files('out')) expect(text, file).not.toContain('secret');
});

test('what is published can be read by a web server, whatever the umask', async () => {
  const portal = site();
  const child = spawn(
    'sh',
    ['-c', `umask 077; exec "$0" "$@"`, process.execPath, ...portal.argsOf('build', '--quiet')],
    { stdio: 'inherit' },
  );
  expect(await new Promise((done) => child.on('close', done))).toBe(0);
  expect(statSync(join(portal.root, 'out')).mode & 0o777).toBe(0o755);
  for (const file of portal.files('out').keys())
    expect(statSync(join(portal.root, 'out', file)).mode & 0o777, file).toBe(0o644);
});

test('a file system that does not answer costs seconds and a problem, never the run', async () => {
  const portal = site(`${SITE}disk: { path: . }\nsources: [{ type: list, file: list.yaml }]\n`);
  // As one that waits for a disk: it goes on for longer than any run, and cannot be asked to end.
  mkdirSync(join(portal.root, 'bin'));
  writeFileSync(join(portal.root, 'bin/stat'), `#!/bin/sh\ntrap '' TERM INT\nexec sleep 60\n`);
  chmodSync(join(portal.root, 'bin/stat'), 0o755);
  const start = process.hrtime.bigint();
  const child = spawn(process.execPath, portal.argsOf('build', '--quiet'), {
    env: { ...process.env, PATH: `${join(portal.root, 'bin')}:${process.env.PATH}` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  await new Promise((done) => child.on('close', done));
  expect(stderr).toContain('the disk at "." cannot be measured (no answer within 3 seconds) [disk-unreadable]');
  expect(portal.has('out/index.html')).toBe(true);
  expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(30);
});
