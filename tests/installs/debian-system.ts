import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findProgram } from '../programs.ts';
import type { Said } from '../sandbox.ts';

/** Longer than a test; then it ends by itself, whatever became of the test. */
const LIFE_SECONDS = 900;

const OFFLINE_FILE = '/var/tmp/offline.conf';

/** Keeps apt on this machine: nobody listens on port 9. The variables of the environment do not: apt of Debian 12 reads half of them. */
const offline = ['http', 'https']
  .flatMap((scheme) => [
    `Acquire::${scheme}::Proxy "http://127.0.0.1:9";\n`,
    `Acquire::${scheme}::Proxy::127.0.0.1 "DIRECT";\n`,
  ])
  .join('');

/**
 * A whole Debian to be root in, in memory. It lives in mounts that only one process sees, and goes with it, so that nothing of
 * this machine is changed, and nothing is left.
 */
export class DebianSystem {
  readonly #pid: number;
  readonly #root: string;

  private constructor(pid: number, root: string) {
    this.#pid = pid;
    this.#root = root;
  }

  /** What this machine has installed; changes go to memory. */
  static ofThisMachine(): Promise<DebianSystem> {
    return DebianSystem.#start(
      'mkdir changes work && mount -t overlay overlay -o lowerdir=/,upperdir=changes,workdir=work root',
    );
  }

  /** A fresh one, of packages from an archive. */
  static debootstrapped(suite: string, archive: string): Promise<DebianSystem> {
    return DebianSystem.#start(`debootstrap --variant=minbase --include=ca-certificates ${suite} root ${archive} >&2`);
  }

  static async #start(fill: string): Promise<DebianSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'heliostat-debian-'));
    const script = `set -e
mount -t tmpfs -o size=2g tmpfs ${folder}
cd ${folder}
mkdir root
${fill}
for folder in dev proc; do mount --rbind /$folder root/$folder; done
echo ready
exec sleep ${LIFE_SECONDS}`;
    const child = spawn(findProgram('unshare')!, ['--mount', 'sh', '-c', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    onTestFinished(async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });
    let said = '';
    child.stderr.on('data', (data) => (said += data));
    await Promise.race([once(child.stdout, 'data'), ended]);
    if (child.exitCode !== null) throw new Error(`no Debian: ${said}`);
    const system = new DebianSystem(child.pid!, join(folder, 'root'));
    system.write(OFFLINE_FILE, offline);
    return system;
  }

  /** Run a script as root. @param isOnline whether it reaches more than this machine */
  shell(script: string, isOnline = false): Said {
    const offline = isOnline ? [] : [`APT_CONFIG=${OFFLINE_FILE}`];
    const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const env = ['-i', path, 'HOME=/root', 'LC_ALL=C.UTF-8', 'DEBIAN_FRONTEND=noninteractive', ...offline];
    const enter = ['--target', `${this.#pid}`, '--mount', 'chroot', this.#root];
    const bounded = ['timeout', '-k', '5', '140', 'bash', '-c', `exec 2>&1\n${script}`];
    const { status, stdout } = spawnSync(findProgram('nsenter')!, [...enter, 'env', ...env, ...bounded], {
      encoding: 'utf8',
      timeout: 150_000,
    });
    return { status, said: stdout };
  }

  /** Run a script that must succeed. */
  must(script: string, isOnline = false): string {
    const { status, said } = this.shell(script, isOnline);
    if (status !== 0) throw new Error(`${script}\nended with ${status}: ${said}`);
    return said;
  }

  read(path: string): string {
    return readFileSync(this.#fileOf(path), 'utf8');
  }

  write(path: string, text: string): void {
    writeFileSync(this.#fileOf(path), text);
  }

  #fileOf(path: string): string {
    return join(`/proc/${this.#pid}/root`, this.#root, path);
  }
}
