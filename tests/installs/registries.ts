import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, type Program } from '../programs.ts';

/** Where the clients of this machine get the packages of one ecosystem. */
export interface Registry {
  /** Without a slash at its end. */
  readonly address: string;
  /** Scheme and host of the packages, as the registry writes them into its answers, where they have addresses of their own. */
  readonly packages?: string | undefined;
}

/** The registries that answer, and why there is none for another mirror. */
export interface Found {
  readonly registries: ReadonlyMap<Cname, Registry>;
  readonly lacks: ReadonlyMap<Cname, string>;
}

interface Asked {
  readonly program: Program;
  /** What the client says of its registry. */
  readonly says: () => string;
  /** The address in it. */
  readonly address: RegExp;
  /** A small file that every such registry has. */
  readonly probe: string;
  /** Scheme and host of packages in that file. */
  readonly packages?: RegExp;
}

/** A proxy that nobody listens on: a client that is sent there fails, and names the address that it wanted. */
const nowhere = { http_proxy: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' };

const apt = () => {
  return run('apt-get', ['indextargets', '--format', '$(RELEASE) $(REPO_URI)', 'Created-By: Packages']);
};

/**
 * Each client by the cname of what it fetches. No address of a registry is written in these tests, because machines are set up
 * to use registries of their own.
 */
const clients = {
  pypi: {
    program: 'pip3',
    says: () => run('pip3', ['download', '--help'], { COLUMNS: '1000' }),
    address: /--index-url.*?\(default\s+(http\S+?)\/?\)/s,
    probe: '/six/',
    packages: /(https?:\/\/[^/"]+)\/[^"]*\/six-/,
  },
  npm: {
    program: 'npm',
    says: () => run('npm', ['config', 'get', 'registry']),
    address: /^(http\S+?)\/?$/m,
    probe: '/semver/latest',
    packages: /"tarball": *"(https?:\/\/[^/"]+)/,
  },
  'crates.io-index': {
    program: 'cargo',
    says: askCargo,
    address: /failed to download from `(\S+?)\/config\.json`/,
    probe: '/config.json',
    packages: /"dl": *"(https?:\/\/[^/"]+)/,
  },
  goproxy: {
    program: 'go',
    says: () => run('go', ['env', 'GOPROXY']),
    address: /(http[^\s,|]+?)\/?(?:[,|\s]|$)/,
    probe: '/golang.org/x/text/@v/list',
  },
  maven: {
    program: 'mvn',
    says: askMaven,
    address: / in \S+ \((http\S+?)\/?\)/,
    probe: '/junit/junit/4.13.2/junit-4.13.2.pom',
  },
  rubygems: {
    program: 'gem',
    says: () => run('gem', ['sources']),
    address: /^(http\S+?)\/?$/m,
    probe: '/api/v1/gems/rake.json',
  },
  debian: {
    program: 'apt-get',
    says: apt,
    address: /^(?:bookworm|trixie) (http\S+?)\/?$/m,
    probe: '/dists/trixie/Release',
  },
  'debian-security': {
    program: 'apt-get',
    says: apt,
    address: /^(?:bookworm|trixie)-security (http\S+?)\/?$/m,
    probe: '/dists/trixie-security/Release',
  },
} as const satisfies Readonly<Record<string, Asked>>;

/** The cname of a mirror that is installed from. */
export type Cname = keyof typeof clients;

export const cnames = Object.keys(clients) as readonly Cname[];

/** Find where this machine gets packages, and ask there for one file. One after the other: a client blocks while it is asked. */
export async function findRegistries(wanted: Iterable<Cname>): Promise<Found> {
  const [registries, lacks] = [new Map<Cname, Registry>(), new Map<Cname, string>()];
  for (const cname of wanted) {
    const found = await findRegistry(clients[cname]);
    if (typeof found === 'string') lacks.set(cname, `${cname}: ${found}`);
    else registries.set(cname, found);
  }
  return { registries, lacks };
}

/** Find one. @returns what is missing, if there is none */
async function findRegistry({ program, says, address: pattern, probe, packages }: Asked): Promise<Registry | string> {
  if (!findProgram(program)) return `this machine has no ${program}`;
  const address = pattern.exec(says())?.[1];
  if (!address) return `${program} names no registry`;
  const text = await textAt(address + probe);
  return text === undefined ? 'its registry does not answer' : { address, packages: packages?.exec(text)?.[1] };
}

async function textAt(url: string): Promise<string | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(15_000) });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Cargo has no command that prints the address of its registry. */
function askCargo(): string {
  return inFolder((folder) => {
    mkdirSync(join(folder, 'src'));
    writeFileSync(join(folder, 'src/lib.rs'), '');
    writeFileSync(join(folder, 'Cargo.toml'), '[package]\nname = "asks"\n[dependencies]\nitoa = "1"\n');
    return run('cargo', ['fetch'], { ...nowhere, CARGO_NET_RETRY: '0' }, folder);
  });
}

/** Maven has none either without a plugin, but names it when there is nothing. */
function askMaven(): string {
  return inFolder((folder) =>
    run('mvn', ['-B', `-Dmaven.repo.local=${folder}`, 'org.example:none:1:none'], {}, folder),
  );
}

function inFolder(use: (folder: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-asks-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(program: Program, args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd = homedir()): string {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8', timeout: 60_000 } as const;
  const { stdout, stderr } = spawnSync(findProgram(program)!, args, options);
  return stdout + stderr;
}
