import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** What a program said, both streams together as a reader sees them, and how it ended. */
export interface Said {
  readonly status: number | null;
  readonly said: string;
}

/** An empty home folder, deleted after the test; programs that run in it reach no network but this machine. */
export class Sandbox {
  readonly home = mkdtempSync(join(tmpdir(), 'heliostat-help-'));

  readonly #env: NodeJS.ProcessEnv;

  /** @param env further variables of every program */
  constructor(env: NodeJS.ProcessEnv = {}) {
    this.#env = env;
    onTestFinished(() => rmSync(this.home, { recursive: true, force: true }));
  }

  /** Write a file below the home folder, and its folders. */
  write(path: string, text: string): string {
    const file = join(this.home, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  run(program: string, ...args: string[]): Said {
    const { status, stdout, stderr } = this.#spawn(program, args);
    return { status, said: stdout + stderr };
  }

  /** What a program that must succeed without a word of complaint prints. */
  read(program: string, ...args: string[]): string {
    const { status, stdout, stderr } = this.#spawn(program, args);
    if (status !== 0 || stderr !== '') throw new Error(`${program} ended with ${status}: ${stderr}`);
    return stdout;
  }

  /** What a program that must succeed says, however much it complains. */
  must(program: string, ...args: string[]): string {
    const { status, said } = this.run(program, ...args);
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${said}`);
    return said;
  }

  shell(script: string): Said {
    return this.run('bash', '-c', `exec 2>&1\n${script}`);
  }

  #spawn(program: string, args: readonly string[]) {
    // Nobody listens on port 9, and what reaches no network should not try for long.
    const proxy = 'http://127.0.0.1:9';
    const offline = { http_proxy: proxy, https_proxy: proxy, no_proxy: '127.0.0.1', CARGO_NET_RETRY: '0' };
    // Those who install several versions of a program side by side keep them in their real home.
    const versions = {
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
      PYENV_ROOT: process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'),
    };
    const { PATH } = process.env;
    const plain = { PATH, HOME: this.home, LC_ALL: 'C.UTF-8', PERL_MM_USE_DEFAULT: '1' };
    const env = { ...plain, ...offline, ...versions, ...this.#env };
    return spawnSync(program, args, { cwd: this.home, env, encoding: 'utf8', maxBuffer: 1e8, timeout: 150_000 });
  }
}
