import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished } from 'vitest';
import type { Problem } from '../../src/base/problems.ts';
import { PortalTest, type WhenOver } from '../portal-test.ts';
import { freePort, layOut, type ServerKind, startServer, testConfiguration } from './servers.ts';
import { makeTree, mirrors, open } from './tree.ts';

/** A built portal beside a tree of mirrors, and the port that its configuration names. */
export interface Site {
  readonly portal: PortalTest;
  readonly port: number;
  /** The folder of the mirrors. */
  readonly data: string;
  readonly problems: readonly Problem[];
  readonly whenOver: WhenOver;
}

/** What differs from site to site. */
export interface SiteOptions {
  /** The portal is in the folder of the mirrors. */
  readonly isShared?: boolean;
  /** Further lines of `serve:`. */
  readonly serve?: string;
  /** Path of the site's address. */
  readonly basePath?: string;
  /** What files of mirrors say, by cname. */
  readonly mirrorFiles?: Readonly<Record<string, string>>;
  /** Further mirrors, which hold one file, `file.txt`. */
  readonly cnames?: readonly string[];
  /** When the site goes, and the servers of it. Default: when the test ends. */
  readonly whenOver?: WhenOver;
}

export async function buildSite({
  isShared = false,
  serve = '',
  basePath = '',
  mirrorFiles = {},
  cnames = [],
  whenOver = onTestFinished,
}: SiteOptions): Promise<Site> {
  const portal = PortalTest.from(undefined, whenOver);
  const port = await freePort();
  open(portal.root);
  const data = join(portal.root, isShared ? 'out' : 'tree');
  for (const cname of cnames) {
    mkdirSync(join(data, cname), { recursive: true });
    writeFileSync(join(data, cname, 'file.txt'), cname);
  }
  mkdirSync(data, { recursive: true });
  makeTree(data);
  portal.write(
    'content/portal.yaml',
    `site: { url: http://mirrors.example.org${basePath}, abbr: EXAMPLE }
sources: [{ type: list, file: list.yaml }]
serve:
  dataRoot: ${data}
  httpPort: ${port}
  logFolder: ${portal.root}
${serve}`,
  );
  const listed = [...mirrors, ...cnames].map((cname) => ({ cname }));
  portal.write('content/list.yaml', JSON.stringify({ mirrors: listed }));
  for (const [cname, text] of Object.entries(mirrorFiles)) portal.write(`content/mirrors/${cname}.yaml`, text);
  portal.write('content/help/debian/index.en.md', '# Debian\n');
  portal.write('out/_heliostat/app.Abc12345.js', '');
  portal.write('out/help/debian/files/x/debian.sources', 'Types: deb\n');
  const { problems } = await portal.build();
  return { portal, port, data, problems, whenOver };
}

/** Start a server with what was emitted for it, as its virtual host or included in one of the operator; returns its stop. */
export async function serve(
  { portal, port, whenOver }: Site,
  kind: ServerKind,
  isOwnHost = false,
): Promise<() => Promise<void>> {
  const folder = join(portal.root, kind.name);
  const emitted = portal.files(`config-out/${kind.name}`);
  const files = new Map([...emitted].map(([file, { text }]) => [file, Buffer.from(text, 'latin1').toString()]));
  if (isOwnHost) files.set(kind.hostFile, kind.ownHost(port));
  layOut(kind, folder, files);
  const verdict = await testConfiguration(kind, folder);
  expect(verdict, verdict.says).toMatchObject({ isFine: true });
  return startServer(kind, folder, port, whenOver);
}

/** What a careful operator has on; and a name that programs of this machine can ask for. */
const careful = `  names: [mirrors.example.org, 127.0.0.1]
  limits: { requestsPerSecond: 20, mebibytesPerSecond: 50 }
  blockUserAgents: [GPTBot]
`;

/** Build and serve one site, with limits, for all tests of a suite. @returns the site, once they run */
export function serveForAll(kind: ServerKind): () => Site {
  let site: Site;
  beforeAll(async () => {
    const ends: (() => void | Promise<void>)[] = [];
    site = await buildSite({ serve: careful, whenOver: (end) => void ends.unshift(end) });
    await serve(site, kind);
    return async () => {
      for (const end of ends) await end();
    };
  });
  return () => site;
}

export function addressOf({ port }: Site): string {
  return `http://127.0.0.1:${port}`;
}

export function readBytes(folder: string, file: string): Buffer {
  return readFileSync(join(folder, file));
}
