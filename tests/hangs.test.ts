import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandName } from '../src/cli/commands.ts';
import { testWithMounts } from './mounts.ts';
import { checkout, PortalTest } from './portal-test.ts';
import { findProgram } from './programs.ts';

/*
 * A file system that never answers, as NFS does when its server is gone: one in user space that answers nothing after it
 * was mounted. It lives in a mount namespace of its own and goes with it.
 */

const missing = ['/dev/fuse', ...(['python3', 'unshare'] as const).map((name) => findProgram(name) ?? name)].filter(
  (path) => !existsSync(path),
);

const testWithHangs = (name: string, run: () => Promise<void>) =>
  missing.length === 0 ? testWithMounts(name, run) : void test.skip(`${name} (there is no ${missing.join(', ')})`, run);

/** The portal of the case, whose disk is the folder `hangs`. */
function portalOnHangingDisk(isServed = false): PortalTest {
  const portal = PortalTest.from();
  cpSync(join(checkout, 'tests/cases/11-disk-hangs'), join(portal.root, 'content'), { recursive: true });
  const survey = 'survey: { visits: false, upstream: false }';
  const serve = isServed ? `serve: { dataRoot: ${join(portal.root, 'hangs')} }\n${survey}\n` : '';
  return portal
    .edit('content/portal.yaml', 'path: /srv/hangs', `path: ${join(portal.root, 'hangs')}`)
    .edit('content/portal.yaml', 'sources: []', `sources: [{ type: list, file: list.yaml }]\n${serve}`)
    .write('content/list.yaml', 'mirrors: [{ cname: debian, state: success }]\n');
}

/** Start a command where the folder `hangs` never answers. */
function startBeside(portal: PortalTest, command: CommandName, ...options: string[]) {
  const mount = `python3 ${portal.root}/content/mount-that-never-answers.py ${portal.root}/hangs 50 >${portal.root}/mounted &
    until grep -q mounted ${portal.root}/mounted; do sleep 0.1; done; exec "$@"`;
  const args = ['-m', 'sh', '-c', mount, 'sh', process.execPath, ...portal.argsOf(command, ...options)];
  const child = spawn(findProgram('unshare')!, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // All of it has ended.
    }
  });
  return child;
}

testWithHangs('a disk that never answers costs a build seconds and a problem', async () => {
  const portal = portalOnHangingDisk(true);
  const child = startBeside(portal, 'build', '--quiet', '--now=2026-08-08T12:00:00Z');
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  const startedMs = performance.now();
  await once(child, 'exit');
  expect(performance.now() - startedMs).toBeLessThan(40_000);
  expect(stderr).toContain('(no answer within 3 seconds) [disk-unreadable]');
  expect(portal.read('out/index.html')).toContain('debian');
});

testWithHangs(
  'trees on a disk that never answers cost a survey seconds once, and the others are looked at',
  async () => {
    const portal = portalOnHangingDisk();
    const names = ['a', 'b', 'c', 'd'];
    portal.edit('content/portal.yaml', /^disk: .*\n/m.exec(portal.read('content/portal.yaml'))![0], '');
    portal.write(
      'content/portal.yaml',
      `${portal.read('content/portal.yaml')}survey: { visits: false }\nserve: { dataRoot: ${portal.root}/tree }\n`,
    );
    portal.write('content/list.yaml', JSON.stringify({ mirrors: names.map((cname) => ({ cname, state: 'success' })) }));
    for (const name of ['a', 'c'])
      portal.write(`content/mirrors/${name}.yaml`, `serve: { folder: ${portal.root}/hangs/${name} }\n`);
    for (const name of ['b', 'd']) portal.write(`tree/${name}/file`, name);
    const child = startBeside(portal, 'build', '--json', '--now=2026-08-08T12:00:00Z');
    let stdout = '';
    child.stdout.on('data', (data) => (stdout += data));
    await once(child.stdout, 'end');
    const problems = JSON.parse(stdout) as { readonly code: string; readonly says: string }[];
    expect(problems.map(({ code, says }) => `${code}: ${says}`)).toMatchInlineSnapshot(`
      [
        "unread-file: nothing reads this file",
        "tree-unreadable: 2 folders of mirrors cannot be looked at; "a": its file system does not answer",
      ]
    `);
    const { mirrors } = JSON.parse(portal.read('data/survey.json')) as { mirrors: Record<string, { folder: object }> };
    expect(names.map((name) => Object.keys(mirrors[name]!.folder))).toEqual([
      ['at', 'fault'],
      ['at', 'stamp'],
      ['at', 'fault'],
      ['at', 'stamp'],
    ]);
  },
);

testWithHangs('the live host opens its port beside a disk that never answers', async () => {
  const portal = portalOnHangingDisk();
  const child = startBeside(portal, 'start', '--port=0', '--every=3600');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  expect(await (await fetch(line.split(' ')[0]!)).text()).toContain('debian');
});
