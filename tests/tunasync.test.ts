import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { isoSeconds } from '../src/base/time.ts';
import { attemptsOf, PortalTest, runsShown, statusOf } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';

interface Job {
  readonly name: string;
  readonly status: string;
  readonly last_update_ts: number;
  readonly last_started_ts: number;
  readonly last_ended_ts: number;
  readonly size: string;
}

interface Ports {
  readonly manager: number;
  readonly worker: number;
  readonly rsync: number;
}

/** A real tunasync on loopback: rsync's daemon with one module, a manager, and a worker for two mirrors. */
class RealTunasync {
  readonly folder: string;
  readonly #ports: Ports;
  #manager: ChildProcess | undefined;

  private constructor(folder: string, ports: Ports) {
    this.folder = folder;
    this.#ports = ports;
  }

  static async prepare(folder: string): Promise<RealTunasync> {
    const [manager, worker, rsync] = (await Promise.all([freePort(), freePort(), freePort()])) as [
      number,
      number,
      number,
    ];
    const tunasync = new RealTunasync(folder, { manager, worker, rsync });
    for (const name of ['upstream', 'mirrors', 'logs']) mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'upstream/package.bin'), randomBytes(3_000_000));
    tunasync.#writeConfig();
    return tunasync;
  }

  get jobsUrl(): string {
    return `http://127.0.0.1:${this.#ports.manager}/jobs`;
  }

  async startManager(): Promise<void> {
    const manager = this.#run(findProgram('tunasync')!, ['manager', '--config', join(this.folder, 'manager.conf')]);
    this.#manager = manager;
    await until(
      () =>
        fetch(this.jobsUrl).then(
          ({ ok }) => ok,
          () => false,
        ),
      'the manager answers',
    );
  }

  startWorker(): void {
    const { rsync } = this.#ports;
    this.#run(findProgram('rsync')!, [
      '--daemon',
      '--no-detach',
      `--port=${rsync}`,
      '--address=127.0.0.1',
      `--config=${join(this.folder, 'rsyncd.conf')}`,
    ]);
    this.#run(findProgram('tunasync')!, ['worker', '--config', join(this.folder, 'worker.conf')]);
  }

  /** Until then rsync's daemon keeps every transfer waiting, and a mirror that syncs goes on doing so. */
  letTransfersBegin(): void {
    writeFileSync(join(this.folder, 'gate'), '');
  }

  killManager(): void {
    this.#manager?.kill('SIGKILL');
  }

  async control(command: 'stop' | 'disable', mirror: string): Promise<void> {
    const args = [command, '--config', join(this.folder, 'ctl.conf'), '-w', 'tester', mirror];
    await promisify(execFile)(findProgram('tunasynctl')!, args);
  }

  async jobs(): Promise<Map<string, Job>> {
    const jobs = (await (await fetch(this.jobsUrl)).json()) as Job[];
    return new Map(jobs.map((job) => [job.name, job]));
  }

  /** Wait for a mirror's status, and return what the manager says of it then. */
  async reaches(mirror: string, ...statuses: string[]): Promise<Job> {
    await until(
      async () => statuses.includes((await this.jobs()).get(mirror)?.status ?? ''),
      `${mirror} is ${statuses.join(' or ')}`,
    );
    return (await this.jobs()).get(mirror)!;
  }

  #run(program: string, args: string[]): ChildProcess {
    const child = spawn(program, args, { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  #writeConfig(): void {
    const { manager, worker, rsync } = this.#ports;
    const write = (name: string, text: string) => writeFileSync(join(this.folder, name), text);
    // As root the daemon would become nobody, who may not look into this test's folder.
    const user = process.getuid?.() === 0 ? 'uid = 0\ngid = 0\n' : '';
    const gate = `pre-xfer exec = while [ ! -e '${this.folder}/gate' ]; do sleep 0.1; done`;
    write('rsyncd.conf', `use chroot = no\n${user}[data]\npath = ${this.folder}/upstream\nread only = yes\n${gate}\n`);
    write('ctl.conf', `manager_addr = "127.0.0.1"\nmanager_port = ${manager}\n`);
    write(
      'manager.conf',
      `[server]\naddr = "127.0.0.1"\nport = ${manager}\n[files]\ndb_type = "bolt"\ndb_file = "${this.folder}/manager.db"\n`,
    );
    write(
      'worker.conf',
      `[global]
name = "tester"
log_dir = "${this.folder}/logs/{{.Name}}"
mirror_dir = "${this.folder}/mirrors"
concurrent = 2
interval = 60
retry = 1
[manager]
api_base = "http://127.0.0.1:${manager}"
[server]
hostname = "127.0.0.1"
listen_addr = "127.0.0.1"
listen_port = ${worker}
[[mirrors]]
name = "debian"
provider = "rsync"
upstream = "rsync://127.0.0.1:${rsync}/data/"
[[mirrors]]
name = "gone"
provider = "rsync"
upstream = "rsync://127.0.0.1:${rsync}/no-such-module/"
`,
    );
  }
}

testWith(
  ['tunasync', 'tunasynctl', 'rsync'],
  'the portal says what a real tunasync says, from never synced to a killed manager',
  async () => {
    const portal = PortalTest.from('two-mirrors').write('content/mirrors/gone.yaml', 'desc: it is gone\n');
    const tunasync = await RealTunasync.prepare(join(portal.root, 'tunasync'));
    portal.edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', tunasync.jobsUrl);
    const build = async () =>
      (await portal.build(`--now=${new Date().toISOString()}`)).problems.map(({ code }) => code);

    await tunasync.startManager();
    expect(await build()).toEqual([]);
    expect(statusOf(portal).get('gone')).toMatchObject({ state: 'unknown' });

    tunasync.startWorker();
    const first = await tunasync.reaches('debian', 'none', 'pre-syncing', 'syncing');
    expect(first.last_update_ts).toBeLessThanOrEqual(0);
    expect(await build()).toEqual([]);
    expect(statusOf(portal).get('debian')).not.toHaveProperty('lastSuccess');

    await tunasync.reaches('debian', 'syncing');
    await build();
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'syncing' });

    tunasync.letTransfersBegin();
    const synced = await tunasync.reaches('debian', 'success');
    await build();
    const lastSuccess = isoSeconds(new Date(synced.last_update_ts * 1000));
    expect(statusOf(portal).get('debian')).toMatchObject({
      state: 'success',
      lastSuccess,
      size: { text: synced.size },
    });

    const ended = await tunasync.reaches('gone', 'failed');
    await build();
    expect(statusOf(portal).get('gone')).toMatchObject({ state: 'failed' });
    expect(portal.read('out/en/status/index.html')).toContain('data-state="failed"');

    // Each of the two was synced once; the polls before, in between and after have added and lost nothing.
    const [goodRun, failedRun] = [runOf(synced, synced.last_update_ts), runOf(ended, ended.last_ended_ts)];
    expect(attemptsOf(portal, 'debian')).toEqual([{ ...goodRun, isGood: true }]);
    expect(attemptsOf(portal, 'gone')).toEqual([{ ...failedRun, isGood: false }]);
    expect(runsShown(portal, 'debian')).toEqual([`${lastSuccess} success`]);
    expect(runsShown(portal, 'gone')).toEqual([`${isoSeconds(failedRun.ended)} failed`]);

    await tunasync.control('stop', 'debian');
    await tunasync.reaches('debian', 'paused');
    await build();
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'paused', lastSuccess });

    await tunasync.control('disable', 'gone');
    await tunasync.reaches('gone', 'disabled');
    await build();
    expect(statusOf(portal).has('gone')).toBe(false);

    tunasync.killManager();
    expect(await build()).toEqual(['source-stale']);
    expect(statusOf(portal).get('debian')).toMatchObject({ state: 'paused', lastSuccess });
    expect(portal.read('out/en/index.html')).toContain('The source tunasync does not answer');
    expect(attemptsOf(portal, 'debian')).toEqual([{ ...goodRun, isGood: true }]);
    expect(attemptsOf(portal, 'gone')).toEqual([{ ...failedRun, isGood: false }]);
  },
  120_000,
);

/** When a run of a job began and ended, as the manager says; what a failed run's end is called differs from a good one's. */
function runOf({ last_started_ts }: Job, endedSeconds: number): { readonly ended: Date; readonly started: Date } {
  return { ended: new Date(endedSeconds * 1000), started: new Date(last_started_ts * 1000) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (await isSo()) return;
    await wait(100);
  }
  throw new Error(`waited a minute in vain until ${what}`);
}
