import { execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type Agent, createServer, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import type { WhenOver } from '../portal-test.ts';
import { findProgram, type Need } from '../programs.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
/** Files are served by somebody else than their owner, as everywhere. */
const USER = 'www-data';

/** Below the ports that Linux gives to clients, so that no client takes one before its server does. */
const FIRST_PORT = 10_000;
const PORTS_PER_WORKER = 2_000;
let portsGiven = 0;

/** A port of this machine that nobody listens on, and that no other worker of these tests is given. */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.VITEST_POOL_ID ?? 0) % 10;
  for (;;) {
    const port = FIRST_PORT + worker * PORTS_PER_WORKER + ((process.pid + portsGiven++) % PORTS_PER_WORKER);
    if (await canListen(port)) return port;
  }
}

function canListen(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((done) => {
    server.once('error', () => done(false));
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
  });
}

/** What a server would say of its configuration, which names the file and the line. */
export interface Verdict {
  readonly isFine: boolean;
  readonly says: string;
}

/** A server whose folder is laid out as its package lays out /etc/nginx, /etc/apache2 or /etc/caddy. */
export interface ServerKind {
  readonly name: 'nginx' | 'apache' | 'caddy';
  readonly program: 'nginx' | 'apache2' | 'caddy';
  /** What a test of it needs. */
  readonly needs: readonly Need[];
  /** Write the main configuration, as the package has it, which includes what was emitted. */
  readonly prepare: (folder: string) => void;
  readonly toTest: (folder: string) => readonly string[];
  readonly toRun: (folder: string) => readonly string[];
  /** The emitted file that an own host takes the place of, and such a host that includes ours. */
  readonly hostFile: string;
  readonly ownHost: (port: number) => string;
  /** It has no way to run its workers as somebody else. */
  readonly isOneProcess?: boolean;
}

export const nginx: ServerKind = {
  name: 'nginx',
  program: 'nginx',
  needs: ['nginx', 'nginx with fancyindex'],
  prepare: (folder) => {
    const fancyindex = '/usr/lib/nginx/modules/ngx_http_fancyindex_module.so';
    writeFileSync(
      join(folder, 'nginx.conf'),
      `${existsSync(fancyindex) ? `load_module ${fancyindex};` : ''}
${isRoot ? `user ${USER};` : ''}
pid nginx.pid;
error_log error.log;
events { worker_connections 256; }
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    access_log access.log;
    gzip on;
    include heliostat.conf;
}
`,
    );
  },
  toTest: (folder) => ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log'), '-t'],
  toRun: (folder) => [...nginx.toTest(folder).slice(0, -1), '-g', 'daemon off;'],
  hostFile: 'heliostat.conf',
  ownHost: (port) => `include heliostat/http.conf;
server {
    listen 127.0.0.1:${port};
    server_name _;
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Forwarded-For;
    include heliostat/server.conf;
    location ^~ /private/ { deny all; }
    location ~ \\.(php|rpm)$ { return 418; } # what others do to the whole host stays out of mirrors
}
`,
};

/** `1.22.1`, of the nginx of this machine. */
export function versionOfNginx(): string {
  const program = findProgram('nginx');
  if (!program) return '1.22';
  const { stderr } = spawnSync(program, ['-v'], { encoding: 'utf8' });
  return /nginx\/([\d.]+)/.exec(stderr)![1]!;
}

/** The modules that the emitted file names, and those of the stock configuration that could do harm. */
const APACHE_MODULES =
  'mpm_event allowmethods authz_core authz_host alias autoindex deflate dir env filter headers http2 include mime negotiation ratelimit rewrite setenvif socache_shmcb ssl cgid';

export const apache: ServerKind = {
  name: 'apache',
  program: 'apache2',
  needs: ['apache2', 'apache2 with its modules'],
  prepare: (folder) => {
    const modules = APACHE_MODULES.split(' ').map(
      (name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`,
    );
    writeFileSync(
      join(folder, 'apache2.conf'),
      `${modules.join('\n')}
${isRoot ? `User ${USER}\nGroup ${USER}` : ''}
ServerName localhost
PidFile apache.pid
DefaultRuntimeDir ${folder}
ScriptSock cgisock
ErrorLog error.log
StartServers 1
ThreadsPerChild 8
MaxRequestWorkers 8
${['mime', 'negotiation', 'deflate', 'dir', 'autoindex'].map((name) => `Include /etc/apache2/mods-available/${name}.conf`).join('\n')}
<Directory />
    Options FollowSymLinks
    AllowOverride None
    Require all denied
</Directory>
<FilesMatch "^\\.ht">
    Require all denied
</FilesMatch>
Include heliostat.conf
`,
    );
  },
  toTest: (folder) => ['-d', folder, '-f', join(folder, 'apache2.conf'), '-t'],
  toRun: (folder) => ['-d', folder, '-f', join(folder, 'apache2.conf'), '-D', 'FOREGROUND'],
  hostFile: 'heliostat.conf',
  ownHost: (port) => `Listen 127.0.0.1:${port}
<VirtualHost *:${port}>
    ServerName localhost
    DocumentRoot /usr/share
    Alias "/private" "/etc"
    <Directory "/etc">
        Require all denied
    </Directory>
    Include heliostat/site.conf
</VirtualHost>
`,
};

export const caddy: ServerKind = {
  name: 'caddy',
  program: 'caddy',
  needs: ['caddy'],
  prepare: (folder) => {
    const main = `{\n\tadmin off\n\tauto_https off\n\tstorage file_system ${join(folder, 'storage')}\n}\nimport heliostat.caddy\nimport own.*\n`;
    writeFileSync(join(folder, 'Caddyfile'), main);
  },
  toTest: (folder) => ['validate', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
  toRun: (folder) => ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
  hostFile: 'own.caddy',
  ownHost: (port) => `http://own.example.org:${port} {\n\timport heliostat\n}\n`,
  isOneProcess: true,
};

/** What a server answers, its text byte by byte. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders & Record<string, string>;
  readonly text: string;
}

/** Ask for an address exactly as it is written, by default over a connection of its own. */
export function ask(
  port: number,
  path: string,
  {
    method = 'HEAD',
    headers = {},
    host = '127.0.0.1',
    agent = false,
  }: { method?: string; headers?: Record<string, string>; host?: string; agent?: Agent | false } = {},
): Promise<Answer> {
  return new Promise((done, fail) => {
    const asked = request(
      { host, port, path, method, agent, headers: { host: 'mirrors.example.org', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('latin1');
        answer.on('data', (part) => (text += part));
        answer.on('end', () => done({ status: answer.statusCode!, headers: answer.headers as never, text }));
      },
    );
    asked.on('error', fail).end();
  });
}

/** Lay out the folder of a server: its main configuration, and files of ours by their names below it. */
export function layOut(kind: ServerKind, folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(join(folder, 'heliostat'), { recursive: true });
  kind.prepare(folder);
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}

/** Have the real parser read the configuration of a folder. */
export async function testConfiguration(kind: ServerKind, folder: string): Promise<Verdict> {
  try {
    const { stderr } = await run(findProgram(kind.program)!, kind.toTest(folder), { env: environment(folder) });
    return { isFine: true, says: stderr };
  } catch (error) {
    return { isFine: false, says: (error as { stderr: string }).stderr };
  }
}

/** Start a server on its folder and wait until it listens; it is stopped when the test ends, or by what comes back. */
export async function startServer(
  kind: ServerKind,
  folder: string,
  port: number,
  whenOver: WhenOver = onTestFinished,
): Promise<() => Promise<void>> {
  const child = spawn(findProgram(kind.program)!, kind.toRun(folder), {
    stdio: 'ignore',
    env: environment(folder),
    ...(kind.isOneProcess && isRoot && somebodyElse()),
  });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  whenOver(stop);
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    if (await isListening(port)) return stop;
    await wait(25);
  }
  const log = join(folder, 'error.log');
  throw new Error(`${kind.name} does not listen: ${existsSync(log) ? readFileSync(log, 'utf8') : child.exitCode}`);
}

/** Caddy wants to keep things at home. */
function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
}

function somebodyElse(): { readonly uid: number; readonly gid: number } {
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8').match(new RegExp(`^${USER}:(.*?):(\\d+):(\\d+)`, 'm'))!;
  return { uid: Number(uid), gid: Number(gid) };
}

/** Somebody takes connections at this port of 127.0.0.1. */
export function isListening(port: number, address = '127.0.0.1'): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, address);
    socket.on('connect', () => done(true)).on('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });
}
