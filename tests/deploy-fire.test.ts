import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import {
  asOtherRelease,
  builtPortal,
  deployedFiles,
  differingFiles,
  startDeploy,
  writeRemoteShell,
} from './deploy-site.ts';
import { isWhole } from './faults/chance.ts';
import type { PortalTest } from './portal-test.ts';
import { testWith } from './programs.ts';

/** A web server that reads each file when it is asked for it, as Apache and nginx do. */
async function serve(folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!);
    readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path)).then(
      (data) => response.end(data),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Somebody who reads the site over and over: the index, every page it links to, and what those are made of. */
class Reader {
  readonly faults: string[] = [];
  rounds = 0;
  readonly #site: string;
  #isDone = false;

  constructor(site: string) {
    this.#site = site;
  }

  async read(): Promise<void> {
    for (; !this.#isDone; this.rounds++) {
      const index = await this.#page('/');
      const links = [...index.matchAll(/<a [^>]*href="(\/[^"?#]*\/)"/g)].map(([, link]) => link!);
      for (const link of new Set(links.filter((link) => /^\/(en|status|help|about)\//.test(link))))
        await this.#page(link);
    }
  }

  stop(): void {
    this.#isDone = true;
  }

  async #page(path: string): Promise<string> {
    const html = await this.#fetch(path);
    if (!/^<!DOCTYPE html>.*<\/html>\s*$/is.test(html)) this.faults.push(`${path} is not whole`);
    for (const [, asset] of html.matchAll(/(?:href|src)="(\/_heliostat\/[^"]+)"/g)) await this.#fetch(asset!);
    return html;
  }

  async #fetch(path: string): Promise<string> {
    const response = await fetch(this.#site + path);
    if (!response.ok) this.faults.push(`${path}: ${response.status}`);
    return response.text();
  }
}

/**
 * Every fourth at any moment of a run; the others within some time of the run having said what it is about to
 * write, which is when it writes.
 *
 * @returns whether it was killed before it had ended
 */
async function killSometime(
  portal: PortalTest,
  number: number,
  folder: string,
  writingMs: number,
  ...options: string[]
): Promise<boolean> {
  const { child, ended } = startDeploy(portal, ...options);
  const watcher = watch(join(folder, '.heliostat'));
  const isWriting = new Promise<void>((done) => watcher.on('change', (_, name) => name === 'manifest.json' && done()));
  const moment = number % 4 === 0 ? wait(Math.random() * 200) : isWriting.then(() => wait(Math.random() * writingMs));
  await Promise.race([moment, ended]);
  // By turns the command alone, whose rsync lives on, and all that it started.
  if (child.exitCode === null) process.kill(number % 2 ? child.pid! : -child.pid!, 'SIGKILL');
  await ended;
  watcher.close();
  return child.signalCode === 'SIGKILL';
}

async function deployUnderFire(
  deploys: number,
  writingMs: number,
  target: string,
  options: (portal: PortalTest) => string[],
): Promise<void> {
  const first = await builtPortal(30);
  const second = asOtherRelease(first);
  const folder = join(first.root, 'www');
  const to = ['--to', target.replace('WWW', folder), ...options(first)];
  await startDeploy(first, ...to).ended;
  const reader = new Reader(await serve(folder));
  const reading = reader.read();
  const isTouched = () => JSON.parse(first.read('www/.heliostat/manifest.json')).touched.length > 0;
  let [killed, interrupted] = [0, 0];
  for (let number = 1; number <= deploys; number++) {
    if (await killSometime(number % 2 ? second : first, number, folder, writingMs, ...to)) killed++;
    if (isTouched()) interrupted++;
  }
  const last = startDeploy(second, ...to);
  await last.ended;
  reader.stop();
  await reading;
  expect(last.child.exitCode).toBe(0);
  expect(reader.faults).toEqual([]);
  expect(reader.rounds).toBeGreaterThan(deploys / 50);
  // Otherwise the test would prove nothing.
  expect(killed).toBeGreaterThan(deploys / 2);
  expect(interrupted).toBeGreaterThan(deploys / 10);
  const assets = [...deployedFiles(first, 'out')].filter(([file]) => file.startsWith('_heliostat/'));
  expect(differingFiles(deployedFiles(first), new Map([...assets, ...deployedFiles(second, 'out')]))).toEqual([]);
  expect([...first.files('www/.heliostat').keys()].filter((name) => !/^(lock|manifest\.json)$/.test(name))).toEqual([]);
  console.log(
    `${deploys} deploys, ${killed} killed, ${interrupted} of them half way, ${reader.rounds} rounds of reading`,
  );
}

test(
  'two hundred deploys of two releases, killed at random moments, never show a reader anything missing or broken',
  () => deployUnderFire(isWhole ? 200 : 80, 12, 'WWW', () => []),
  300_000,
);

testWith(
  ['rsync'],
  'so do forty by rsync through a remote shell',
  () =>
    deployUnderFire(isWhole ? 40 : 16, 150, 'host:WWW', (portal) => {
      for (const one of [portal]) writeRemoteShell(one);
      process.env.RSYNC_RSH = join(portal.root, 'shell');
      onTestFinished(() => void delete process.env.RSYNC_RSH);
      return [];
    }),
  300_000,
);
