import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { serveFiles } from '../src/emit/serve-files.ts';
import { planServe } from '../src/emit/serve-plan.ts';
import { loadKinds } from '../src/io/load-kinds.ts';
import type { Mirror, Portal } from '../src/model/portal.ts';
import { serveSchema } from '../src/model/serve-schema.ts';
import { reservedNames } from '../src/site/registry.ts';

const FILE = 'debian/pool/main/h/hello/hello_2.10-3_amd64.deb';
const [OURS, PLAIN] = [18_281, 18_282];

/**
 * How long it takes to write the configuration of 500 mirrors, and how fast an nginx serves a file of 10 kB with it,
 * beside the plainest location there is in the same nginx.
 *
 * @param root folder to work in; made, and left
 */
export async function measureServing(root: string): Promise<void> {
  const portal = portalOf(500);
  const serve = serveSchema.parse({ dataRoot: join(root, 'tree'), httpPort: OURS, ipv6: false, logFolder: root });
  const start = performance.now();
  const files = serveFiles(planServe(portal, serve, join(root, 'out'), reservedNames).value);
  process.stdout.write(`configuration of 500 mirrors: ${((performance.now() - start) / 1000).toFixed(3)} s\n`);
  for (const { file, text } of files) write(join(root, file), text);
  write(join(root, 'tree', FILE), 'x'.repeat(10_000));
  writeMain(root);
  try {
    await measureNginx(root);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    process.stdout.write('serving: not measured, as nginx or wrk is not installed\n');
  }
}

/** By turns, as the machine has other things to do. */
async function measureNginx(root: string): Promise<void> {
  const child = spawn('nginx', ['-p', root, '-c', join(root, 'nginx/nginx.conf'), '-e', join(root, 'error.log')]);
  await Promise.race([once(child, 'spawn'), once(child, 'error').then(([error]) => Promise.reject(error))]);
  try {
    await wait(500);
    for (let round = 1; round <= 5; round++) {
      const [plain, ours] = [await perSecond(PLAIN), await perSecond(OURS)];
      const ratio = (ours / plain).toFixed(2);
      process.stdout.write(`10 kB by nginx, requests/s: plain ${plain}, as configured ${ours}: ${ratio}\n`);
    }
  } finally {
    child.kill('SIGTERM');
  }
}

async function perSecond(port: number): Promise<number> {
  const url = `http://127.0.0.1:${port}/${FILE}`;
  const { stdout } = await promisify(execFile)('wrk', ['-t2', '-c64', '-d5s', url]);
  if (/Non-2xx/.test(stdout)) throw new Error(`wrk got errors from ${url}: ${stdout}`);
  return Math.round(Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)![1]));
}

function portalOf(count: number): Portal {
  const cnames = Array.from({ length: count }, (_, index) => (index === 0 ? 'debian' : `mirror-${index}`));
  const mirrors = cnames.map(
    (cname): Mirror => ({
      cname,
      slug: cname,
      name: cname,
      addresses: [`http://127.0.0.1/${cname}/`],
      sync: { state: 'success' },
      expected: { everyHours: 24, from: 'default' },
    }),
  );
  const site = { url: 'http://127.0.0.1', abbr: 'BENCH', name: 'Bench' };
  const { value: kinds } = loadKinds(join(import.meta.dirname, '..'), import.meta.dirname);
  return { site, languages: ['zh', 'en'], mirrors, kinds } as unknown as Portal;
}

function writeMain(root: string): void {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) {
    chmodSync(root, 0o755);
    chownSync(join(root, 'tree', FILE), 65534, 65534);
  }
  write(
    join(root, 'nginx/nginx.conf'),
    `${isRoot ? 'user nobody nogroup;\n' : ''}daemon off; worker_processes auto; pid ${root}/nginx.pid;
events { worker_connections 768; }
http {
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000;
    access_log ${root}/plain.log;
    include heliostat.conf;
    server { listen ${PLAIN}; location / { root ${root}/tree; } }
}
`,
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
