import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { findProgram } from '../programs.ts';

const run = promisify(execFile);
const isRoot = process.getuid?.() === 0;
/** Files are served by somebody else than their owner, as everywhere. */
const USER = 'www-data';

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a server would say of its configuration, which names the file and the line. */
export interface Verdict {
  readonly isFine: boolean;
  readonly says: string;
}

/** A server whose folder is laid out as its package lays out /etc/nginx or /etc/apache2. */
export interface ServerKind {
  readonly name: 'nginx' | 'apache';
  readonly program: 'nginx' | 'apache2';
  /** Write the main configuration, as the package has it, which includes `heliostat.conf`. */
  readonly prepare: (folder: string) => void;
  readonly args: (folder: string) => readonly string[];
  readonly testArg: string;
  readonly foreground: readonly string[];
  /** A virtual host of the operator's own that includes ours. */
  readonly ownHost: (port: number) => string;
}

export const nginx: ServerKind = {
  name: 'nginx',
  program: 'nginx',
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
  args: (folder) => ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')],
  testArg: '-t',
  foreground: ['-g', 'daemon off;'],
  ownHost: (port) => `include heliostat/http.conf;
server {
    listen 127.0.0.1:${port};
    server_name _;
    include heliostat/server.conf;
    location ~ \\.(php|rpm)$ { return 418; } # what others do to the whole host stays out of mirrors
}
`,
};

/** The modules that the emitted file names, and those of the stock configuration that could do harm. */
const APACHE_MODULES =
  'mpm_event allowmethods authz_core authz_host alias autoindex deflate dir env filter headers http2 include mime negotiation ratelimit rewrite setenvif socache_shmcb ssl cgid';

export const apache: ServerKind = {
  name: 'apache',
  program: 'apache2',
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
  args: (folder) => ['-d', folder, '-f', join(folder, 'apache2.conf')],
  testArg: '-t',
  foreground: ['-D', 'FOREGROUND'],
  ownHost: (port) => `Listen 127.0.0.1:${port}
<VirtualHost *:${port}>
    ServerName localhost
    DocumentRoot /usr/share
    Include heliostat/site.conf
</VirtualHost>
`,
};

/** Ask for an address exactly as it is written. */
export function ask(
  port: number,
  path: string,
  {
    method = 'HEAD',
    headers = {},
    host = '127.0.0.1',
  }: { method?: string; headers?: Record<string, string>; host?: string } = {},
): Promise<{ status: number; headers: IncomingHttpHeaders & Record<string, string>; text: string }> {
  return new Promise((done, fail) => {
    const asked = request(
      { host, port, path, method, headers: { host: 'mirrors.example.org', ...headers } },
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
    const { stderr } = await run(findProgram(kind.program)!, [...kind.args(folder), kind.testArg]);
    return { isFine: true, says: stderr };
  } catch (error) {
    return { isFine: false, says: (error as { stderr: string }).stderr };
  }
}

/** Start a server on its folder and wait until it listens; it is stopped when the test ends. */
export async function startServer(kind: ServerKind, folder: string, port: number): Promise<void> {
  const child = spawn(findProgram(kind.program)!, [...kind.args(folder), ...kind.foreground], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    if (await isListening(port)) return;
    await wait(25);
  }
  throw new Error(`${kind.name} does not listen: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
}

function isListening(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => done(true)).on('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });
}
