import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { statuses } from '../../src/model/status.ts';
import { PortalTest, type Run, type WhenOver } from '../portal-test.ts';
import type { Need } from '../programs.ts';
import { makeCertificate } from '../serving/certificate.ts';
import { freePort, nginx } from '../serving/servers.ts';
import { serve as serveSite } from '../serving/site.ts';
import { open } from '../serving/tree.ts';
import { type Asked, serveFolder } from './servers.ts';
import {
  copyTree,
  makeAptTree,
  makeArchTree,
  makeGitTree,
  makeRpmTree,
  put,
  releaseOf,
  traceDate,
  treeNeeds,
} from './trees.ts';

/*
 * One set of trees in every state that a tree may be in, served by nginx and by a server with a certificate of its own, and an
 * upstream that is newer than some of them. Nothing but loopback is asked: each mirror has its upstream there, or none.
 */

/** What the fleet needs. */
export const needs: readonly Need[] = [...treeNeeds, ...nginx.needs, 'openssl'];

/** When the tests are: certificates and real tools know no other time. */
export const now = new Date(Math.floor(Date.now() / 1000) * 1000);
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
export const minutesLater = (minutes: number) => `--now=${new Date(now.getTime() + minutes * 60_000).toISOString()}`;

const [DAY, WEEK] = [24, 168];

/** The mirrors: what their jobs say of them, and the kind of their trees; those without one have no upstream. */
const mirrors: Readonly<Record<string, { readonly state: string; readonly kind?: string }>> = {
  fresh: { state: 'failed', kind: 'debian' },
  behind: { state: 'success', kind: 'debian' },
  lagging: { state: 'success', kind: 'rpm' },
  expired: { state: 'success', kind: 'debian' },
  'half-apt': { state: 'success', kind: 'debian' },
  'half-rpm': { state: 'success', kind: 'rpm' },
  emptied: { state: 'success', kind: 'debian' },
  absent: { state: 'success', kind: 'rpm' },
  pacman: { state: 'unknown', kind: 'arch' },
  repository: { state: 'success', kind: 'repository' },
  files: { state: 'paused' },
};

/** Trees, the servers of them, and portals that look at them. */
export interface Fleet {
  readonly root: string;
  readonly port: number;
  readonly tree: string;
  readonly upstream: Asked;
  /** An endpoint with a certificate that ends soon. */
  readonly secure: Asked;
  readonly certificate: string;
  /** The first portal, which nginx serves. */
  readonly portal: PortalTest;
}

/** Make the trees, and start the servers. */
export async function startFleet(whenOver: WhenOver): Promise<Fleet> {
  const portal = PortalTest.from(undefined, whenOver);
  const { root } = portal;
  open(root);
  const [tree, up] = ['tree', 'upstream'].map((name) => join(root, name)) as [string, string];
  makeTrees(tree, up);
  const subject = ['-addext', 'subjectAltName=IP:127.0.0.1', '-days', '10'];
  const tls = makeCertificate(root, ...subject);
  const upstream = await serveFolder(up, whenOver);
  const secure = await serveFolder(tree, whenOver, { tls });
  const port = await freePort();
  const fleet = { root, port, tree, upstream, secure, certificate: tls.certificate, portal };
  const endpoints = [endpoint(`127.0.0.1:${port}`), endpoint(secure.host, 'SSL')];
  // The configuration comes first: nothing is served yet, so nothing is looked at.
  const { problems } = await writePortal(fleet, portal, endpoints, { survey: undefined }).build();
  await serveSite({ portal, port, data: tree, problems, whenOver }, nginx);
  for (const folder of ['data', 'out', 'config-out']) rmSync(join(root, folder), { recursive: true });
  writePortal(fleet, portal, endpoints);
  return fleet;
}

function makeTrees(tree: string, up: string): void {
  const fresh = join(tree, 'fresh');
  makeAptTree(fresh, hoursAgo(1), hoursAgo(-WEEK));
  for (const name of ['behind', 'expired', 'half-apt']) copyTree(fresh, join(tree, name));
  put(join(tree, 'behind/project/trace/master'), traceDate(hoursAgo(4 * DAY)));
  put(join(tree, 'expired/dists/unstable/Release'), releaseOf(fresh, hoursAgo(9 * DAY), hoursAgo(2 * DAY)));
  rmSync(join(tree, 'half-apt/pool/main/h/hello_2.10_all.deb'));
  put(join(tree, 'half-apt/pool/main/h/other.deb'), '');
  makeRpmTree(join(tree, 'lagging'), hoursAgo(60));
  const rpm = makeRpmTree(join(tree, 'half-rpm'), hoursAgo(1));
  makeArchTree(join(tree, 'pacman'), hoursAgo(1));
  makeGitTree(join(tree, 'repository/hello.git'), hoursAgo(30));
  put(join(tree, 'files/a.iso'), 'a');
  mkdirSync(join(tree, 'emptied'));
  for (const name of ['fresh', 'behind', 'expired', 'half-apt', 'emptied']) copyTree(fresh, join(up, name));
  for (const name of ['lagging', 'half-rpm', 'absent']) copyTree(join(tree, 'half-rpm'), join(up, name));
  copyTree(join(tree, 'pacman'), join(up, 'pacman'));
  rmSync(join(tree, 'half-rpm', rpm));
}

/** One endpoint, as a line of portal.yaml. */
export function endpoint(resolve: string, how: 'SSL' | 'NOSSL' = 'NOSSL', family: 'V4' | 'V6' = 'V4'): string {
  return `  - { label: at${resolve.replace(/\W+/g, '-')}, resolve: '${resolve}', filter: [${family}, ${how}] }\n`;
}

/** Write a portal that looks at the trees through some endpoints. */
export function writePortal(
  { tree, port, root, upstream, certificate }: Omit<Fleet, 'secure' | 'portal'>,
  portal: PortalTest,
  endpoints: readonly string[],
  more: { readonly survey?: string | undefined; readonly names?: readonly string[]; readonly serve?: string } = {},
): PortalTest {
  const { survey, names, serve } = {
    survey: `{ ca: ${certificate} }`,
    names: Object.keys(mirrors),
    serve: '',
    ...more,
  };
  const lastSuccess = hoursAgo(2).toISOString();
  const listed = names.map((cname) => ({ cname, state: mirrors[cname]!.state, lastSuccess }));
  for (const cname of names) {
    const { kind } = mirrors[cname]!;
    const from = `http://${upstream.host}/${cname}/`;
    const looked = kind ? { kind, ...(kind !== 'repository' && { upstream: from }) } : {};
    portal.write(`content/mirrors/${cname}.yaml`, JSON.stringify({ survey: looked }));
  }
  portal.write('content/list.yaml', JSON.stringify({ mirrors: listed }));
  portal.write('content/kinds/repository.yaml', "stamps: [{ file: '*.git/HEAD', from: commit }]\n");
  return portal.write(
    'content/portal.yaml',
    `site: { url: http://127.0.0.1:${port}, abbr: FLEET }
sources: [{ type: list, file: list.yaml }]
endpoints:
${endpoints.join('')}${survey === undefined ? '' : `survey: ${survey}\n`}\
serve: { dataRoot: ${tree}, httpPort: ${port}, logFolder: ${root}, names: [127.0.0.1]${serve} }
`,
  );
}

/** What was seen, as it is kept; every host that was asked is this machine. */
export function seenBy(portal: PortalTest): Record<string, Seen> {
  const { mirrors, certificates } = JSON.parse(portal.read('data/survey.json')) as {
    readonly mirrors: Record<string, Seen>;
    readonly certificates: Readonly<Record<string, string>>;
  };
  const hosts = Object.values(mirrors).flatMap(({ upstream, visits }) => [
    ...(upstream ? [new URL(upstream.url).host] : []),
    ...visits.map(({ host }) => host),
  ]);
  for (const host of [...hosts, ...Object.keys(certificates)])
    expect(host).toMatch(/^(127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/);
  return mirrors;
}

interface Seen {
  readonly folder?: { readonly fault?: string };
  readonly upstream?: { readonly url: string; readonly fault?: string };
  readonly visits: readonly {
    readonly scheme: string;
    readonly family: number;
    readonly host: string;
    readonly fault?: string;
    readonly says?: string;
    readonly at: string;
    readonly stamp?: object;
  }[];
}

/** What visitors are shown of a mirror: its status on each page, in the API and on its badge, and its sentences. */
export function shownOf(portal: PortalTest, cname: string): string {
  const { mirrors } = JSON.parse(portal.read('out/api/status.json')) as { readonly mirrors: readonly ApiRow[] };
  const { tree } = mirrors.find((mirror) => mirror.cname === cname)!;
  const [page, chinese] = ['out/en', 'out'].map((top) => portal.read(`${top}/status/${cname}/index.html`)) as [
    string,
    string,
  ];
  const index = portal.read('out/en/index.html').split(`data-cname="${cname}"`)[1]!.split('</tr>')[0]!;
  const list = statuses.filter((status) =>
    portal.read(`out/en/status/~${status}/index.html`).includes(`id="${cname}"`),
  );
  const shown = [statusIn(page), `index ${statusIn(index)}`, `list ${list}`, `badge ${badgeOf(portal, cname)}`];
  return [
    `${cname}: ${shown.join(', ')}, api ${tree?.verdict ?? '-'} (${tree?.findings.join(' ')})`,
    ...[page, chinese].map((html) => `  ${sentencesIn(html).replaceAll(/\b\d{5}\b/g, 'PORT')}`),
  ].join('\n');
}

interface ApiRow {
  readonly cname: string;
  readonly tree?: { readonly verdict?: string; readonly findings: readonly string[] };
}

function statusIn(html: string): string | undefined {
  return /data-status[\s\S]*?data-state="(\w+)"/.exec(html)?.[1];
}

/** The status on the badge, in Chinese. */
function badgeOf(portal: PortalTest, cname: string): string | undefined {
  return /<title>[^:]*: (\S+)/.exec(portal.read(`out/badge/${cname}.svg`))?.[1];
}

/** The paragraph of what the tree says, which follows that of the state. */
function sentencesIn(html: string): string {
  return /<p data-sentences=[^>]*>[^<]*<\/p>\s*<p>([^<]*)<\/p>/.exec(html)?.[1] ?? '-';
}

/** Problems as they are printed, with what differs from run to run left out. */
export function printed({ stderr }: Run): string {
  return stderr
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
    .trim();
}

/** When a file was written last. */
export function writtenMs(portal: PortalTest, file: string): number {
  return statSync(join(portal.root, file)).mtimeMs;
}
