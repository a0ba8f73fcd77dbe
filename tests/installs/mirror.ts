import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PortalTest, type WhenOver } from '../portal-test.ts';
import { findProgram } from '../programs.ts';
import { freePort, layOut, nginx, startServer, testConfiguration } from '../serving/servers.ts';
import { open } from '../serving/tree.ts';
import { type Fence, readFences } from './fences.ts';
import { type Cname, cnames, type Registry } from './registries.ts';

let marks = 0;

/** What any machine trusts that runs these tests. */
const systemBundle = process.env.SSL_CERT_FILE ?? '/etc/ssl/certs/ca-certificates.crt';

/** A mirror site on loopback: a built portal, and mirrors that hold what the registries of this machine hold. */
export interface MirrorSite {
  /** `https://127.0.0.1:10443`. */
  readonly address: string;
  /** A file with the authority that signed the site's certificate, and then all that this machine trusts. */
  readonly bundle: string;
  /** The lines that the help page of a mirror shows. */
  readonly fences: (cname: Cname) => readonly Fence[];
  /** A ready file, by its address below `/help/`. */
  readonly readyFile: (path: string) => string;
  /** Ask for a page that nobody else asks for, to find it in the log. @returns its path */
  readonly mark: () => string;
  /** The paths that were answered with a file since a mark, once one of them is like this. */
  readonly taken: (since: string, pattern: RegExp) => Promise<readonly string[]>;
}

/** Build a portal with a mirror of each registry, and serve it. */
export async function serveMirrors(registries: ReadonlyMap<Cname, Registry>, whenOver: WhenOver): Promise<MirrorSite> {
  const portal = PortalTest.from(undefined, whenOver);
  open(portal.root);
  const port = await freePort();
  const address = `https://127.0.0.1:${port}`;
  const bundle = makeCertificate(portal.root);
  await build(portal, address);
  const locations = [...registries].map(([cname, registry]) => pullThrough(cname, registry, address));
  const get = (path: string) => {
    const args = ['-fsS', '--noproxy', '*', '--cacert', bundle, address + path];
    return execFileSync(findProgram('curl')!, args, { encoding: 'utf8', timeout: 10_000 });
  };
  await serve(portal, port, locations.join(''), whenOver);
  return {
    address,
    bundle,
    fences: (cname) => readFences(get(`/en/help/${cname}/index.md`)),
    readyFile: (path) => get(`/help/${path}`),
    mark: () => {
      const path = `/?mark=${marks++}`;
      get(path);
      return path;
    },
    taken: async (since, pattern) => {
      const paths = () => takenPaths(portal, since);
      await expect.poll(() => paths().find((path) => pattern.test(path)), { timeout: 5000 }).toBeDefined();
      return paths();
    },
  };
}

/** A site whose operator has locations of his own for the mirrors. */
async function build(portal: PortalTest, address: string): Promise<void> {
  portal.write(
    'content/portal.yaml',
    `site: { url: '${address}', abbr: EXAMPLE }
sources: [{ type: list, file: list.yaml }]
serve: { dataRoot: ${portal.root}/tree, logFolder: ${portal.root} }
`,
  );
  portal.write('content/list.yaml', JSON.stringify({ mirrors: cnames.map((cname) => ({ cname })) }));
  for (const cname of cnames) portal.write(`content/mirrors/${cname}.yaml`, 'serve: { skip: true }\n');
  await portal.build();
}

/** The emitted settings in a virtual host of the operator, as docs/serving.md shows. */
async function serve(portal: PortalTest, port: number, locations: string, whenOver: WhenOver): Promise<void> {
  const folder = join(portal.root, nginx.name);
  const emitted = portal.files(`config-out/${nginx.name}`);
  const files = new Map([...emitted].map(([file, { text }]) => [file, Buffer.from(text, 'latin1').toString()]));
  files.set(
    nginx.hostFile,
    `include heliostat/http.conf;
server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${portal.root}/site.pem;
    ssl_certificate_key ${portal.root}/site.key;
    server_name _;
    include heliostat/server.conf;
${locations}}
`,
  );
  layOut(nginx, folder, files);
  const verdict = await testConfiguration(nginx, folder);
  expect(verdict, verdict.says).toMatchObject({ isFine: true });
  await startServer(nginx, folder, port, whenOver);
}

/** Have nginx get what is asked for from the registry. Where its answers say where the packages are, they name this site instead. */
function pullThrough(cname: Cname, { address, packages }: Registry, site: string): string {
  const below = cname === 'pypi' ? '/pypi/simple/' : `/${cname}/`;
  if (!packages) return proxied(below, `${address}/`, '');
  const replacing = `
        proxy_set_header Accept-Encoding ""; # what is compressed cannot be changed
        sub_filter_types *;
        sub_filter_once off;
        sub_filter "${packages}" "${site}/packages/${cname}";`;
  return proxied(below, `${address}/`, replacing) + proxied(`/packages/${cname}/`, `${packages}/`, '');
}

function proxied(path: string, upstream: string, more: string): string {
  return `    location ^~ "${path}" {
        proxy_pass ${upstream};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_ssl_server_name on;
        proxy_ssl_verify on;
        proxy_ssl_verify_depth 5;
        proxy_ssl_trusted_certificate ${systemBundle};${more}
    }
`;
}

const LINE = /"GET (?<path>\S+) [^"]*" 200 /;

/** The server has one worker, so what it was asked later is logged later. */
function takenPaths(portal: PortalTest, since: string): string[] {
  const lines = portal.has('heliostat.log') ? portal.read('heliostat.log').split('\n') : [];
  const paths = lines.flatMap((line) => LINE.exec(line)?.groups?.path ?? []);
  return paths.includes(since) ? paths.slice(paths.indexOf(since) + 1) : [];
}

/** An authority, and a certificate of it for loopback. @returns a file with the authority, and then all that this machine trusts */
function makeCertificate(folder: string): string {
  const file = (name: string) => join(folder, name);
  const request = (name: string, ...more: readonly string[]) => {
    const args = [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${name} of a test`,
      ...more,
    ];
    const files = ['-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    execFileSync(findProgram('openssl')!, [...args, ...files], { stdio: 'ignore' });
  };
  request('authority');
  const signed = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
  const names = ['subjectAltName=IP:127.0.0.1', 'basicConstraints=critical,CA:FALSE'];
  request('site', ...signed, ...names.flatMap((name) => ['-addext', name]));
  const trusted = [file('authority.pem'), systemBundle].map((from) => readFileSync(from, 'utf8'));
  writeFileSync(file('bundle.pem'), trusted.join('\n'));
  return file('bundle.pem');
}
