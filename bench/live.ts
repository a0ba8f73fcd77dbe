import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { listen, serverUrl } from '../src/app/server.ts';
import { benchJobs } from './history.ts';

/** What wrk found out. */
interface Load {
  readonly perSecond: string;
  /** 99 of 100 answers came within this. */
  readonly slowest: string;
  readonly errors: string;
}

/**
 * Ask a live host as hard as wrk can: while its source answers, while it ticks as often as it may, and while its
 * source hangs.
 *
 * @param root folder for the portal; made, and left
 */
export async function measureLive(checkout: string, root: string, mirrors: number): Promise<void> {
  let isHanging = false;
  const jobs = benchJobs(mirrors, new Date());
  const source = createServer((_, response) => {
    if (isHanging) return;
    jobs[0]!.last_ended_ts++; // Each tick brings something new.
    response.end(JSON.stringify(jobs));
  });
  await listen(source, 0, '127.0.0.1');
  writePortal(root, serverUrl(source));
  print(`live host, ${mirrors} mirrors, wrk -t2 -c64 -d10s /status/`, 'requests/s', '99 % within', 'errors');
  try {
    await measureHost(checkout, root, 60, 'as it is');
    await measureHost(checkout, root, 1, 'a tick each second');
    isHanging = true;
    await measureHost(checkout, root, 1, 'its source hangs');
  } finally {
    source.closeAllConnections();
    source.close();
  }
}

async function measureHost(checkout: string, root: string, everySeconds: number, name: string): Promise<void> {
  const host = startHost(checkout, root, everySeconds);
  try {
    const [line] = (await once(createInterface(host.stdout!), 'line')) as [string];
    for (const encoding of ['identity', 'gzip']) {
      const { perSecond, slowest, errors } = await runWrk(`${line.split(' ')[0]}status/`, encoding);
      print(`${name}, ${encoding}`, perSecond, slowest, errors);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    print(`${name}: not measured, as wrk is not installed`);
  } finally {
    const ended = once(host, 'exit');
    host.kill('SIGTERM');
    await ended;
  }
}

function startHost(checkout: string, root: string, everySeconds: number): ChildProcess {
  const folders = ['content', 'data'].map((name) => `--${name}=${join(root, name)}`);
  const args = [join(checkout, 'scripts/heliostat.mjs'), 'start', '--port=0', `--every=${everySeconds}`, ...folders];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function runWrk(url: string, encoding: string): Promise<Load> {
  const header = `Accept-Encoding: ${encoding}`;
  const { stdout } = await promisify(execFile)('wrk', ['-t2', '-c64', '-d10s', '--latency', '-H', header, url]);
  return {
    perSecond: /Requests\/sec:\s*(\d+)/.exec(stdout)![1]!,
    slowest: /99%\s+(\S+)/.exec(stdout)![1]!,
    errors: /(?:Socket errors|Non-2xx).*/.exec(stdout)?.[0] ?? 'none',
  };
}

function writePortal(root: string, sourceUrl: string): void {
  mkdirSync(join(root, 'content'), { recursive: true });
  writeFileSync(
    join(root, 'content/portal.yaml'),
    `site: { url: https://mirrors.example.org, abbr: BENCH }\ntimeZone: UTC\nsources: [{ type: tunasync, url: "${sourceUrl}" }]\n`,
  );
}

function print(name: string, ...columns: string[]): void {
  console.log(name.padEnd(56) + columns.map((column) => column.padStart(12)).join(''));
}
