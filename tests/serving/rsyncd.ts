import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { findProgram } from '../programs.ts';
import { freePort, isListening } from './servers.ts';
import type { Site } from './site.ts';

/** What rsync printed, and how it ended. */
export interface Fetched {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A daemon on loopback that reads what was emitted for a site. */
export interface Daemon {
  readonly port: number;
  /** Run rsync with these arguments, in which `rsync:///` begins an address of the daemon. */
  readonly rsync: (...args: string[]) => Fetched;
}

/**
 * Start rsync's daemon until the test ends.
 *
 * @param own an rsyncd.conf of the operator, which has the file `heliostat.conf` of ours beside it. Default: ours alone
 * @param at where it listens. Default: a free port of 127.0.0.1
 */
export async function startRsyncd(
  { portal }: Pick<Site, 'portal'>,
  own?: string,
  at?: { readonly address: string; readonly port: number },
): Promise<Daemon> {
  const config = portal.read('config-out/rsyncd/heliostat.conf').replace(' /run/', ` ${portal.root}/`);
  writeFileSync(join(portal.root, 'heliostat.conf'), config);
  const file = join(portal.root, own === undefined ? 'heliostat.conf' : 'rsyncd.conf');
  if (own !== undefined) writeFileSync(file, own.replaceAll('FOLDER', portal.root));
  const { address, port } = at ?? { address: '127.0.0.1', port: await freePort() };
  const options = ['--daemon', '--no-detach', `--config=${file}`, `--address=${address}`, `--port=${port}`];
  const child = spawn(findProgram('rsync')!, options, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  await expect.poll(() => isListening(port, address), { timeout: 5000 }).toBe(true);
  const addressed = (arg: string) => arg.replace('rsync:///', `rsync://${address}:${port}/`);
  const rsync = (...args: string[]) =>
    spawnSync(findProgram('rsync')!, args.map(addressed), {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
    });
  return { port, rsync };
}

/** Ask for a module as rsync does, and keep the connection. @returns the daemon's first words */
export async function askForModule({ port }: Daemon, module: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.write(`@RSYNCD: 31.0 md5\n${module}\n`);
  let said = '';
  for await (const part of socket) {
    said += part;
    if (/^@(RSYNCD: OK|ERROR)/m.test(said)) break;
  }
  return said;
}
