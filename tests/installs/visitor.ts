import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findProgram } from '../programs.ts';
import { Sandbox } from '../sandbox.ts';
import type { Client } from './clients.ts';
import { type Fence, fenceLike } from './fences.ts';
import type { MirrorSite } from './mirror.ts';
import type { Registry } from './registries.ts';

/** Longer than any client needs for a small package. */
const PATIENCE_SECONDS = '140';

/** Somebody with an empty home, who trusts the site and reaches no network but it, and follows its help for one client. */
export class Visitor {
  readonly #client: Client;
  readonly #fences: readonly Fence[];
  readonly #sandbox: Sandbox;

  constructor(client: Client, site: MirrorSite, registry: Registry) {
    this.#client = client;
    this.#fences = site.fences(client.cname);
    this.#sandbox = new Sandbox({ ...trust(site), PATH: pathWith(client) });
    for (const [file, text] of Object.entries(client.before ?? {}))
      this.#sandbox.write(file, text.replace('REGISTRY', registry.address));
  }

  /** What the client is configured for. */
  settings(): string {
    return this.#run(this.#client.settings).said;
  }

  /** Follow the lines of the page. @returns what was said */
  followLines(): string {
    return this.#lines()
      .map((fence) => (fence.path ? this.#append(fence) : this.#must(this.#name(fence.text))))
      .join('');
  }

  install(): string {
    return this.#must(this.#client.install);
  }

  /** Follow the page back: by its commands, or by removing the lines. */
  followBack(): void {
    const { back, isBackOnline } = this.#client;
    const goOnline = isBackOnline ? 'unset http_proxy https_proxy\n' : '';
    if (back) this.#must(goOnline + fenceLike(this.#fences, back).text);
    else for (const fence of this.#lines()) if (fence.path) this.#remove(fence);
  }

  #lines(): readonly Fence[] {
    return this.#client.lines.map((which) => fenceLike(this.#fences, which));
  }

  #name(text: string): string {
    const { named = {} } = this.#client;
    return Object.entries(named).reduce((line, [from, to]) => line.replace(from, to), text);
  }

  #append({ text, path }: Fence): string {
    this.#sandbox.write(fileOf(path!), `${this.#textOf(path!)}${text}\n`);
    return '';
  }

  #remove({ text, path }: Fence): void {
    const rest = this.#textOf(path!).replace(`${text}\n`, '');
    if (rest === '') rmSync(join(this.#sandbox.home, fileOf(path!)));
    else this.#sandbox.write(fileOf(path!), rest);
  }

  #textOf(path: string): string {
    const file = join(this.#sandbox.home, fileOf(path));
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  #must(script: string): string {
    const { status, said } = this.#run(script);
    if (status !== 0) throw new Error(`${this.#client.name}: ${script}\nended with ${status}: ${said}`);
    return said;
  }

  #run(script: string) {
    const { begins = '' } = this.#client;
    return this.#sandbox.run('timeout', '-k', '5', PATIENCE_SECONDS, 'bash', '-c', `exec 2>&1\n${begins}\n${script}`);
  }
}

/** A file of the home, in a path as the page writes it. */
function fileOf(path: string): string {
  return path.replace(/^~\//, '');
}

/** How each client is told who signed the site's certificate; those who sign for real sites are known everywhere. */
function trust({ bundle }: MirrorSite): NodeJS.ProcessEnv {
  const names = ['SSL_CERT_FILE', 'NODE_EXTRA_CA_CERTS', 'PIP_CERT', 'REQUESTS_CA_BUNDLE', 'CARGO_HTTP_CAINFO'];
  const ofNode = ['npm_config_cafile', 'YARN_HTTPS_CA_FILE_PATH'];
  return Object.fromEntries([...names, ...ofNode].map((name) => [name, bundle]));
}

/** The programs of this machine, the Node of this test, and the client if it must be brought first. */
function pathWith({ from }: Client): string {
  const folders = [dirname(process.execPath), process.env.PATH!];
  return [...(from ? [bring(from)] : []), ...folders].join(delimiter);
}

/** Get a client from a registry as this machine is configured, into a folder that goes with the test. @returns its programs */
function bring(from: NonNullable<Client['from']>): string {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (program: string, ...args: string[]) => {
    execFileSync(program, args, { cwd: folder, stdio: 'pipe', timeout: 120_000 });
  };
  if ('npm' in from) {
    run(findProgram('npm')!, 'install', '--prefix', folder, '--no-audit', '--no-fund', from.npm);
    return join(folder, 'node_modules/.bin');
  }
  run(findProgram('python3')!, '-m', 'venv', folder);
  run(join(folder, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', from.pip);
  return join(folder, 'bin');
}
