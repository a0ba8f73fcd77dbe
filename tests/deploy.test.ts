import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { CommandName } from '../src/cli/commands.ts';
import {
  asOtherRelease,
  builtPortal,
  deployedFiles,
  hideMirrors,
  startDeploy,
  writeRemoteShell,
} from './deploy-site.ts';
import { fillDisk, makeReadOnly, mountSmallDisk, testWithMounts, testWithRights } from './mounts.ts';
import { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';
import { freePort } from './serving/servers.ts';

const toWww = (portal: PortalTest) => ['--to', join(portal.root, 'www')];

/** Every file of the site is there, and is what was built. */
function expectDeployed(target: PortalTest, built: PortalTest = target, folder = 'www'): void {
  const there = deployedFiles(target, folder);
  for (const [file, text] of deployedFiles(built, 'out')) expect(there.get(file) === text, file).toBe(true);
}

function expectUnchanged(portal: PortalTest, before: ReturnType<PortalTest['files']>): void {
  expect(new Map([...portal.files('www')].filter(([file]) => !file.startsWith('.heliostat/')))).toEqual(
    new Map([...before].filter(([file]) => !file.startsWith('.heliostat/'))),
  );
}

/** A daemon of rsync with a module `www`, on loopback. @returns its port */
async function startDaemon(portal: PortalTest): Promise<number> {
  const port = await freePort();
  const user = process.getuid?.() === 0 ? 'uid = root\ngid = root\n' : '';
  portal.write('rsyncd.conf', `use chroot = no\n${user}[www]\npath = ${portal.root}/www\nread only = no\n`);
  const args = [
    '--daemon',
    '--no-detach',
    '--address=127.0.0.1',
    `--port=${port}`,
    `--config=${portal.root}/rsyncd.conf`,
  ];
  const daemon = spawn('rsync', args, { stdio: 'ignore' });
  onTestFinished(() => void daemon.kill('SIGKILL'));
  while (!(await answers(port))) await wait(20);
  return port;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

const commandLine = (command: CommandName, portal: PortalTest) =>
  [process.execPath, ...portal.argsOf(command)].map((part) => `'${part}'`).join(' ');

describe('a deploy into a folder', () => {
  test('brings the whole site, then only what has changed, then nothing', async () => {
    const portal = await builtPortal();
    const first = await portal.run('deploy', ...toWww(portal));
    expect(first).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/^www: \d+ written, 0 removed\n$/),
    });
    expect(deployedFiles(portal)).toEqual(deployedFiles(portal, 'out'));
    const before = portal.files('www');
    portal.edit('out/index.html', '</html>', '<!-- new --></html>');
    expect((await portal.run('deploy', ...toWww(portal))).stdout).toBe('www: 1 written, 0 removed\n');
    const changed = [...portal.files('www')].filter(
      ([file, { writtenMs }]) => writtenMs !== before.get(file)?.writtenMs,
    );
    expect(changed.map(([file]) => file)).toEqual(['.heliostat/manifest.json', 'index.html']);
    const after = portal.files('www');
    expect((await portal.run('deploy', ...toWww(portal))).stdout).toBe('www: nothing to deploy\n');
    expect(portal.files('www')).toEqual(after);
  });

  test('that `deploy` in portal.yaml names is done by each build', async () => {
    const portal = await builtPortal();
    portal.write('content/portal.yaml', `${portal.read('content/portal.yaml')}deploy: { to: [../www] }\n`);
    const { stdout, code } = await portal.run('build');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nwww: \d+ written, 0 removed\n$/);
    expectDeployed(portal);
  });

  test('takes away what is gone from the site, with its folders, and leaves what is not ours', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    portal.write('www/debian/pool/package.deb', 'data').write('www/status/mirror-1/note.txt', 'mine');
    hideMirrors(portal).write('content/mirrors/other.yaml', 'state: proxy\n');
    await portal.build();
    await portal.run('deploy', ...toWww(portal));
    expect(portal.has('www/status/mirror-2')).toBe(false);
    expect([...portal.files('www/status/mirror-1').keys()]).toEqual(['note.txt']);
    expect(portal.read('www/debian/pool/package.deb')).toBe('data');
    expectDeployed(portal);
  });

  test('leaves a folder that somebody put in the place of a file that is gone from the site', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    rmSync(join(portal.root, 'www/status/mirror-2/index.html'));
    portal.write('www/status/mirror-2/index.html/mine', '');
    hideMirrors(portal).write('content/mirrors/other.yaml', 'state: proxy\n');
    await portal.build();
    expect(await portal.run('deploy', ...toWww(portal))).toMatchObject({ code: 0, stderr: '' });
    expect(portal.has('www/status/mirror-2/index.html/mine')).toBe(true);
    expectDeployed(portal);
  });

  test('waits for a whole site where the last build did not end', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    const before = deployedFiles(portal);
    portal.write('data/published.intent.json', '["index.html"]').write('out/index.html', 'half');
    const run = await portal.run('deploy', ...toWww(portal));
    expect([run.code, run.stderr]).toEqual([
      1,
      'heliostat: the site is incomplete in out, as the last build did not end; run `heliostat build`\n',
    ]);
    expect(deployedFiles(portal)).toEqual(before);
    await portal.build();
    expect((await portal.run('deploy', ...toWww(portal))).code).toBe(0);
    expect(deployedFiles(portal)).toEqual(before);
  });

  test('names what is in the way and writes nothing', async () => {
    const portal = await builtPortal();
    portal.write('www/index.html', 'an old site').write('www/status/dists/Release', 'a mirror called status');
    symlinkSync('/srv/robots', join(portal.root, 'www/robots.txt'));
    const before = portal.read('www/index.html');
    const { code, stderr } = await portal.run('deploy', ...toWww(portal));
    expect(code).toBe(3);
    expect(stderr).toMatchInlineSnapshot(`
      "www/status: error: this folder is for pages of the portal, but it has other files; is it the folder of a mirror? [deploy-mirror-collision]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      www/index.html: error: this file is for the portal, but Heliostat did not write the one that exists [deploy-in-the-way]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      www/robots.txt: error: this file is for the portal, but Heliostat did not write the one that exists [deploy-in-the-way]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      "
    `);
    expect(portal.read('www/index.html')).toBe(before);
    expect(portal.has('www/help')).toBe(false);
  });

  test('that is a link follows it, and a folder that is not there is not made', async () => {
    const portal = await builtPortal();
    mkdirSync(join(portal.root, 'releases/one'), { recursive: true });
    rmSync(join(portal.root, 'www'), { recursive: true });
    const missing = await portal.run('deploy', ...toWww(portal));
    expect(missing.code).toBe(3);
    expect(missing.stderr).toMatchInlineSnapshot(`
      "www: error: the deploy failed (ENOENT: no such folder) [deploy-failed]
        fix: Check that the folder exists, that the host is up, and that this user can write there without a password.
      "
    `);
    symlinkSync('releases/one', join(portal.root, 'www'));
    expect((await portal.run('deploy', ...toWww(portal))).code).toBe(0);
    expect(lstatSync(join(portal.root, 'www')).isSymbolicLink()).toBe(true);
    expectDeployed(portal, portal, 'releases/one');
  });

  test('can be read by a web server, whatever the umask', async () => {
    const portal = await builtPortal();
    const umask = process.umask(0o077);
    await portal.run('deploy', ...toWww(portal));
    process.umask(umask);
    const modeOf = (file: string) => (statSync(join(portal.root, 'www', file)).mode & 0o777).toString(8);
    expect([modeOf('index.html'), modeOf('status'), modeOf('status/index.html')]).toEqual(['644', '755', '644']);
  });

  test('whose manifest cannot be read is left alone', async () => {
    const portal = await builtPortal();
    portal.write('www/.heliostat/manifest.json', '{"version":2}');
    const { code, stderr } = await portal.run('deploy', ...toWww(portal));
    expect(code).toBe(3);
    expect(stderr).toMatchInlineSnapshot(`
      "www: error: the list of the files that Heliostat owns there cannot be read [deploy-manifest-damaged]
        fix: Restore .heliostat/manifest.json from a backup, use the release that wrote it, or empty the folder.
      "
    `);
    expect([...deployedFiles(portal).keys()]).toEqual([]);
  });

  test('shows its plan and writes nothing with --dry-run', async () => {
    const portal = await builtPortal();
    const { stdout, code } = await portal.run('deploy', '--dry-run', ...toWww(portal));
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^www: \d+ written, 0 removed; nothing is written$/);
    expect(stdout).toContain('\n+ status/index.html\n');
    expect([...portal.files('www')]).toEqual([]);
  });

  test('is done by one at a time', async () => {
    const portal = await builtPortal();
    const other = asOtherRelease(portal);
    const both = [startDeploy(portal, ...toWww(portal)), startDeploy(other, ...toWww(portal))];
    await Promise.all(both.map(({ ended }) => ended));
    expect(both.map(({ child }) => child.exitCode)).toEqual([0, 0]);
    const isFirst = portal.read('www/index.html') === portal.read('out/index.html');
    expectDeployed(portal, isFirst ? portal : other);
  });
});

describe('a rollback', () => {
  test('puts the deploy before back, and stays until somebody deploys', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    const before = deployedFiles(portal);
    portal.write(
      'content/portal.yaml',
      `${portal.read('content/portal.yaml').replace('Example Mirror', 'Mistake')}deploy: { to: [../www] }\n`,
    );
    hideMirrors(portal).write('content/mirrors/other.yaml', 'state: proxy\n');
    await portal.run('build');
    expect(deployedFiles(portal)).not.toEqual(before);
    const back = await portal.run('deploy', '--rollback', ...toWww(portal));
    expect(back).toMatchObject({ code: 0, stderr: '' });
    expect(deployedFiles(portal)).toEqual(before);
    const cron = await portal.run('build');
    expect(cron.code).toBe(0);
    expect(cron.stderr).toMatchInlineSnapshot(`
      "www: warning: an older deploy was restored and stays in place [deploy-held]
        fix: Run \`heliostat deploy\` to deploy the current site again.
      "
    `);
    expect(deployedFiles(portal)).toEqual(before);
    await portal.run('deploy', ...toWww(portal));
    expectDeployed(portal);
  });

  test('needs a deploy to put back', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    const { code, stderr } = await portal.run('deploy', '--rollback', ...toWww(portal));
    expect(code).toBe(3);
    expect(stderr).toMatchInlineSnapshot(`
      "www: error: there is no deploy to restore [deploy-no-rollback]
        fix: Change the content and run \`heliostat build\`.
      "
    `);
  });

  test('of what another builder deployed says what is missing', async () => {
    const portal = await builtPortal();
    const other = asOtherRelease(portal);
    await portal.run('deploy', ...toWww(portal));
    await other.run('deploy', ...toWww(portal));
    const { stderr } = await other.run('deploy', '--rollback', ...toWww(portal));
    expect(stderr.replaceAll(portal.root, 'ROOT').replace(/\d+ files/, 'N files')).toMatchInlineSnapshot(`
      "ROOT/www: error: this builder no longer has N files of the previous deploy, such as index.html [deploy-no-rollback]
        fix: Restore it from the builder that deployed it.
      "
    `);
    expectDeployed(portal, other);
    expect((await portal.run('deploy', '--rollback', ...toWww(portal))).code).toBe(0);
    expectDeployed(portal);
  });
});

describe('a machine that does not let us write', () => {
  testWithMounts('a full disk leaves the old site whole, and the next deploy does the rest', async () => {
    const portal = await builtPortal(30);
    mountSmallDisk(join(portal.root, 'www'));
    await portal.run('deploy', ...toWww(portal));
    const before = portal.files('www');
    const other = asOtherRelease(portal);
    for (const roomBytes of [0, 20_000, 200_000, 600_000]) {
      const makeRoom = fillDisk(join(portal.root, 'www'), roomBytes);
      const { code, stderr } = await other.run('deploy', ...toWww(portal));
      expect(code, stderr).toBe(3);
      expect(stderr).toMatch(/\((ENOSPC: no space left on device|database or disk is full)\) \[unwritable-file\]/);
      makeRoom();
      expectUnchanged(portal, before);
    }
    expect((await other.run('deploy', ...toWww(portal))).code).toBe(0);
    expectDeployed(portal, other);
  });

  testWithRights('a folder that is read-only leaves the old site whole', async () => {
    const portal = await builtPortal();
    await portal.run('deploy', ...toWww(portal));
    const before = portal.files('www');
    const other = asOtherRelease(portal);
    const release = makeReadOnly(join(portal.root, 'www/status'));
    const { code, stderr } = await other.run('deploy', ...toWww(portal));
    expect(code).toBe(3);
    expect(stderr).toContain('[unwritable-file]');
    expectUnchanged(portal, before);
    release();
    expect((await other.run('deploy', ...toWww(portal))).code).toBe(0);
    expectDeployed(portal, other);
  });
});

describe('a deploy by rsync', () => {
  /** A target behind a remote shell that hides everything from others, as a careful host does. */
  const remote = (portal: PortalTest) => {
    const shell = writeRemoteShell(portal, 'shell', 'shift; umask 077; exec sh -c "$*"');
    portal.write(
      'content/portal.yaml',
      `${portal.read('content/portal.yaml')}deploy: { to: ['web1:${portal.root}/www'], rsync: ['-e', '${shell}'] }\n`,
    );
    return portal;
  };

  testWith(
    ['rsync', 'flock'],
    'is like one into a folder: changes, removals, what is not ours, modes, rollback',
    async () => {
      const portal = remote(await builtPortal());
      expect(await portal.run('deploy')).toMatchObject({ code: 0, stderr: '' });
      expect(deployedFiles(portal)).toEqual(deployedFiles(portal, 'out'));
      expect((statSync(join(portal.root, 'www/status')).mode & 0o777).toString(8)).toBe('755');
      expect((statSync(join(portal.root, 'www/status/index.html')).mode & 0o777).toString(8)).toBe('644');
      expect((await portal.run('deploy')).stdout).toContain('www: nothing to deploy');
      portal.write('www/debian/pool/package.deb', 'data').write('www/status/mirror-1/note.txt', 'mine');
      const before = deployedFiles(portal);
      hideMirrors(portal).write('content/mirrors/other.yaml', 'state: proxy\n');
      const built = await portal.run('build');
      expect(built).toMatchObject({ code: 0, stderr: '' });
      expect(existsSync(join(portal.root, 'www/status/mirror-2'))).toBe(false);
      expect([...portal.files('www/status/mirror-1').keys()]).toEqual(['note.txt']);
      expectDeployed(portal);
      expect(await portal.run('deploy', '--rollback')).toMatchObject({ code: 0, stderr: '' });
      expect(deployedFiles(portal)).toEqual(before);
      expect((await portal.run('build')).stderr).toContain('[deploy-held]');
    },
  );

  testWith(['rsync', 'flock'], 'names what is in the way and writes nothing', async () => {
    const portal = remote(await builtPortal());
    portal.write('www/index.html', 'an old site').write('www/help/debian.html', 'mine');
    symlinkSync('/srv/status', join(portal.root, 'www/status'));
    const { code, stderr } = await portal.run('deploy');
    expect(code).toBe(3);
    expect(stderr).toMatchInlineSnapshot(`
      "web1:www/status: error: this folder is for pages of the portal, but it has other files; is it the folder of a mirror? [deploy-mirror-collision]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      web1:www/help: error: this folder is for pages of the portal, but it has other files; is it the folder of a mirror? [deploy-mirror-collision]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      web1:www/index.html: error: this file is for the portal, but Heliostat did not write the one that exists [deploy-in-the-way]
        fix: Move it elsewhere, or deploy into another folder; nothing was written.
      "
    `);
    expect([...deployedFiles(portal).keys()]).toEqual(['help/debian.html', 'index.html']);
  });

  testWith(['rsync', 'flock'], 'reaches a daemon’s module, which dates all files alike', async () => {
    const portal = await builtPortal();
    const port = await startDaemon(portal);
    const to = `rsync://127.0.0.1:${port}/www`;
    expect(await portal.run('deploy', '--to', to)).toMatchObject({ code: 0, stderr: '' });
    expect(deployedFiles(portal)).toEqual(deployedFiles(portal, 'out'));
    expect(new Set([...portal.files('www').values()].map(({ writtenMs }) => writtenMs)).size).toBe(1);
    expect((await portal.run('deploy', '--to', to)).stdout).toBe(`${to}: nothing to deploy\n`);
    const elsewhere = await portal.run('deploy', '--to', `rsync://127.0.0.1:${port}/nothing`);
    expect(elsewhere.stderr.replaceAll(String(port), 'PORT')).toMatchInlineSnapshot(`
      "rsync://127.0.0.1:PORT/nothing: error: the deploy failed (@ERROR: Unknown module 'nothing') [deploy-failed]
        fix: Check that the folder exists, that the host is up, and that this user can write there without a password.
      "
    `);
  });

  testWith(['rsync', 'flock'], 'goes on to the other hosts when one is down', async () => {
    const portal = await builtPortal();
    const shell = writeRemoteShell(
      portal,
      'shell',
      `[ $1 = down ] && { echo "ssh: connect to host down: timed out" >&2; exit 255; }; shift; exec sh -c "$*"`,
    );
    portal.write(
      'content/portal.yaml',
      `${portal.read('content/portal.yaml')}deploy: { to: ['down:/srv/www', 'up:${portal.root}/www'], rsync: ['-e', '${shell}'] }\n`,
    );
    const { code, stderr } = await portal.run('deploy');
    expect(code).toBe(3);
    expect(stderr).toMatchInlineSnapshot(`
      "down:/srv/www: error: the deploy failed (ssh: connect to host down: timed out) [deploy-failed]
        fix: Check that the folder exists, that the host is up, and that this user can write there without a password.
      "
    `);
    expectDeployed(portal);
  });

  testWith(['rsync', 'flock'], 'that meets another builder’s gives up, and the next one does the rest', async () => {
    const portal = remote(await builtPortal());
    await portal.run('deploy');
    const [slow, quick] = [asOtherRelease(portal), asOtherRelease(portal).write('out/index.html', '</html>')];
    // Between what the slow one says that it will write and its writing, the quick one comes and goes.
    const meanwhile = `[ -e met ] || case "$*" in *delay-updates*) touch met; ${commandLine('deploy', quick)} > quick.log;; esac`;
    writeRemoteShell(portal, 'shell', `${meanwhile}; shift; exec sh -c "$*"`);
    const { code, stderr } = await slow.run('deploy');
    expect(slow.read('quick.log')).toMatch(/ written, 0 removed\n$/);
    expect(code).toBe(3);
    expect(stderr.replaceAll(portal.root, 'ROOT')).toMatchInlineSnapshot(`
      "web1:ROOT/www: error: another deploy is running there [deploy-underway]
        fix: Deploy again when it has ended; let only one builder deploy there.
      "
    `);
    expect(deployedFiles(portal)).not.toEqual(deployedFiles(quick, 'out'));
    expect(await quick.run('deploy')).toMatchObject({ code: 0, stderr: '' });
    expectDeployed(portal, quick);
  });

  testWithMounts('to a disk that is full leaves the old site whole', async () => {
    const portal = remote(await builtPortal(30));
    mountSmallDisk(join(portal.root, 'www'));
    await portal.run('deploy');
    const before = deployedFiles(portal);
    const other = asOtherRelease(portal);
    const makeRoom = fillDisk(join(portal.root, 'www'), 200_000);
    const { code, stderr } = await other.run('deploy');
    expect(code).toBe(3);
    expect(stderr).toMatch(/No space left on device.*\[deploy-failed\]/);
    makeRoom();
    const after = deployedFiles(portal);
    for (const [file, text] of before) expect(after.get(file) === text, file).toBe(true);
    expect(await other.run('deploy')).toMatchObject({ code: 0, stderr: '' });
    expectDeployed(portal, other);
  });
});

test('a folder whose name would end a line of cron is refused', async () => {
  const run = await PortalTest.from('two-mirrors').run('build', '--data=a\nb');
  expect([run.code, run.stderr]).toEqual([
    2,
    'heliostat: --data: the path has a line break or another control character; give the folder another name\n',
  ]);
});
