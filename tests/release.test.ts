import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyOfCheckout } from './copied-checkout.ts';

/** Who may read what root installed, and owns nothing. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

describe('a release', () => {
  let installed: string;
  let folder: string;

  beforeAll(() => {
    installed = emptyFolder();
    folder = emptyFolder();
    chmodSync(folder, 0o777);
    const checkout = copyOfCheckout(true, afterAll);
    execFileSync('npm', ['pack', '--silent'], { cwd: checkout });
    const [file] = readdirSync(checkout).filter((name) => name.endsWith('.tgz'));
    const install = ['install', '--global', '--prefer-offline', '--prefix', installed, join(checkout, file!)];
    execFileSync('npm', install, { cwd: checkout, stdio: 'ignore' });
  }, 240_000);

  /** As somebody else than who installed it, with nothing of his environment. */
  const heliostat = (...args: string[]) =>
    spawnSync(join(installed, 'bin/heliostat'), args, {
      cwd: folder,
      env: { PATH: '/usr/bin:/bin' },
      encoding: 'utf8',
      ...(isRoot && { uid: NOBODY, gid: NOBODY }),
    });

  test('brings its Node and what draws along, and no compiler', () => {
    const packages = readdirSync(join(installed, 'lib/node_modules/heliostat/node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['node', 'pagefind', 'shiki']));
    for (const compiler of ['astro', 'vite', 'rolldown', 'esbuild', 'typescript', 'tailwindcss', '@tailwindcss'])
      expect(packages).not.toContain(compiler);
    expect(packages.length).toBeLessThan(50);
  });

  test('begins a site that builds without a problem, into the working folder', () => {
    expect(heliostat('init', 'site')).toMatchObject({ status: 0, stderr: '' });
    expect(heliostat('build', '--content=site')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'dist/en/index.html'), 'utf8')).toContain('Example Mirrors');
    expect(heliostat('check', '--content=site')).toMatchObject({ status: 0, stderr: '' });
    expect(heliostat('refresh', '--content=site').stdout).toContain(' 0 written, 0 removed');
  });

  test('leaves a site alone that has begun', () => {
    expect(heliostat('init', 'site')).toMatchObject({
      status: 1,
      stderr: `heliostat: there is a portal.yaml in ${folder}/site already; name another folder\n`,
    });
  });

  test('builds the demonstration', () => {
    expect(heliostat('init', 'demo', '--demo')).toMatchObject({ status: 0, stderr: '' });
    const folders = ['--content=demo', '--data=demo-data', '--out=demo-dist', '--config-out=demo-config'];
    expect(heliostat('build', ...folders)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(folder, 'demo-dist/_heliostat/search/pagefind-entry.json'))).toBe(true);
    expect(readFileSync(join(folder, 'demo-config/cron/heliostat'), 'utf8')).toContain(
      `${installed}/lib/node_modules/heliostat/node_modules/node/bin/node`,
    );
  });

  test('says who the commands of developers are for', () => {
    expect(heliostat('dev')).toMatchObject({
      status: 1,
      stderr: 'heliostat: dev is for those who change Heliostat, in a checkout of it\n',
    });
  });

  function emptyFolder(): string {
    const path = mkdtempSync(join(tmpdir(), 'heliostat-release-'));
    afterAll(() => rmSync(path, { recursive: true, force: true }));
    chmodSync(path, 0o755);
    return path;
  }
});
