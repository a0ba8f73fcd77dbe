import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Problem } from '../src/base/problems.ts';
import { type CommandName, takesOption } from '../src/cli/commands.ts';
import { History } from '../src/io/history.ts';
import type { Attempt } from '../src/model/history.ts';

export const checkout = resolve(import.meta.dirname, '..');

/** A moment for tests that do not care which. */
export const someTime = '2026-08-08T12:00:00Z';

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Has something done when what needs it is over: a test, or all that share it. */
export type WhenOver = (end: () => void | Promise<void>) => void;

/** A portal in a temporary folder, built by the real commands. The folder goes when the test ends. */
export class PortalTest {
  readonly root: string;

  readonly #startFolder: string;

  constructor(root: string, startFolder: string = root) {
    this.root = root;
    this.#startFolder = startFolder;
  }

  /** A copy of tests/sites/<site>, or an empty folder. */
  static from(site?: string, whenOver: WhenOver = onTestFinished): PortalTest {
    const root = mkdtempSync(join(tmpdir(), 'heliostat-'));
    whenOver(() => rmSync(root, { recursive: true, force: true }));
    if (site) cpSync(join(checkout, 'tests/sites', site), root, { recursive: true });
    return new PortalTest(root);
  }

  /** Write a file below the folder: `content/portal.yaml`. */
  write(file: string, text: string): this {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
    return this;
  }

  /** Change a file below the folder. */
  edit(file: string, from: string, to: string): this {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    return this.write(file, text.replace(from, to));
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  has(file: string): boolean {
    return existsSync(join(this.root, file));
  }

  /** Run a command to its end. */
  async run(command: CommandName, ...options: string[]): Promise<Run> {
    const child = this.start(command, ...options);
    let [stdout, stderr] = ['', ''];
    child.stdout!.on('data', (data) => (stdout += data));
    child.stderr!.on('data', (data) => (stderr += data));
    const code = await new Promise<number | null>((done) => child.on('close', done));
    const shown = (text: string) => text.replaceAll(`${this.root}/`, '').replaceAll(checkout, 'CHECKOUT');
    return { code, stdout: shown(stdout), stderr: shown(stderr) };
  }

  /** The same portal, with its commands started in another folder. */
  startedIn(folder: string): PortalTest {
    return new PortalTest(this.root, folder);
  }

  /** Start a command; the caller ends it. */
  start(command: CommandName, ...options: string[]): ChildProcess {
    const isTimed = !takesOption(command, 'now') || options.some((option) => option.startsWith('--now'));
    const time = isTimed ? [] : [`--now=${someTime}`];
    return spawn(process.execPath, this.argsOf(command, ...time, ...options), {
      cwd: this.#startFolder,
      env: { ...process.env, TZ: 'UTC' },
    });
  }

  /** What Node is given to run a command on this portal's folders. */
  argsOf(command: CommandName, ...options: string[]): string[] {
    const names = ['content', 'data', 'out', 'config-out'].filter((name) => takesOption(command, name));
    const folders = names.map((name) => `--${name}=${join(this.root, name)}`);
    return [join(checkout, 'scripts/heliostat.mjs'), command, ...folders, ...options];
  }

  /** Build, and return the problems. */
  async build(...options: string[]): Promise<{ readonly run: Run; readonly problems: readonly Problem[] }> {
    const run = await this.run('build', '--json', ...options);
    if (run.code === 1) throw new Error(`the build failed: ${run.stderr}`);
    return { run, problems: JSON.parse(run.stdout) as Problem[] };
  }

  /** Every file below a folder with its bytes and the time it was last written, by name. */
  files(folder: string): Map<string, { readonly text: string; readonly writtenMs: number }> {
    const top = join(this.root, folder);
    const entries = readdirSync(top, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(
      entries
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [
          relative(top, path),
          { text: readFileSync(path, 'latin1'), writtenMs: statSync(path).mtimeMs },
        ]),
    );
  }
}

/** Last runs of a mirror that the history tells, the newest first, as the portal itself reads it. */
export function attemptsOf(portal: PortalTest, cname: string): readonly Attempt[] {
  const history = History.open(join(portal.root, 'data'));
  try {
    return history.of(cname).attempts;
  } finally {
    history.close();
  }
}

/** Last runs that a mirror's page shows: when each ended, and the status that stands beside it. */
export function runsShown(portal: PortalTest, slug: string): string[] {
  const [, table] = portal.read(`out/en/status/${slug}/index.html`).split('Last runs');
  const rows = [...(table ?? '').matchAll(/<tr>.*?datetime="([^"]+)".*?data-state="([^"]+)"/gs)];
  return rows.map(([, ended, status]) => `${ended} ${status}`);
}

/** The rows of `/api/status.json`, by cname. */
export function statusOf(portal: PortalTest): Map<string, Record<string, unknown>> {
  const { mirrors } = JSON.parse(portal.read('out/api/status.json')) as { mirrors: { cname: string }[] };
  return new Map(mirrors.map((mirror) => [mirror.cname, mirror as Record<string, unknown>]));
}
