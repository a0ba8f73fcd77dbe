import { hash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { join, relative } from 'node:path';
import { type Answer, ask } from './servers.ts';

/** What a master mirror has of a category. */
export interface MasterList {
  /** Relative to the category, as are paths of files. */
  readonly folders: readonly string[];
  readonly files: readonly MasterFile[];
}

export interface MasterFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Only of `repomd.xml`, which is fetched whole. */
  readonly sha256?: string;
}

/** What a folder has for visitors: not what a sync that is under way has left in it. */
export function masterList(root: string): MasterList {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    ({ name }) => !/\.Ab12Cd$/.test(name),
  );
  const pathOf = ({ parentPath, name }: Dirent) => relative(root, join(parentPath, name));
  const folders = entries.filter((entry) => entry.isDirectory()).map(pathOf);
  const files = entries.filter((entry) => entry.isFile()).map(pathOf);
  return { folders, files: files.map((path) => masterFile(path, readFileSync(join(root, path)))) };
}

function masterFile(path: string, bytes: Buffer): MasterFile {
  const sizeBytes = bytes.length;
  return path.endsWith('/repomd.xml') ? { path, sizeBytes, sha256: hash('sha256', bytes) } : { path, sizeBytes };
}

const headers = {
  'user-agent': 'mirrormanager-crawler/1.0 (+https://github.com/fedora-infra/mirrormanager2/)',
  pragma: 'no-cache',
};

/** Keeps its connection, and knows how many it had to open. */
class CountingAgent extends Agent {
  connections = 0;

  override createConnection(...args: Parameters<Agent['createConnection']>) {
    this.connections++;
    return super.createConnection(...args);
  }
}

/**
 * Ask for the heads of everything that a category of Fedora's master mirror has, as MirrorManager's crawler does to
 * decide whether visitors are sent to a mirror: it follows no redirection, and compares lengths.
 *
 * @param category path of the category, without a slash at its end
 * @returns what would have the mirror taken for broken or out of date, and how many connections the files took
 */
export async function crawl(
  port: number,
  category: string,
  { folders, files }: MasterList,
): Promise<{ readonly faults: readonly string[]; readonly connections: number }> {
  const agent = new CountingAgent({ keepAlive: true, maxSockets: 1 });
  const faults: string[] = [];
  for (const path of ['', '/', ...folders.map((folder) => `/${folder}/`)]) {
    // Not by the agent that counts: Node closes a connection over a head without a length, as those of lists are.
    const { status } = await ask(port, addressOf(category + path), { headers });
    if (status >= 400) faults.push(`${path}: ${status}`);
  }
  for (const file of files) {
    const options = { headers, agent, method: file.sha256 ? 'GET' : 'HEAD' };
    faults.push(...faultsOf(file, await ask(port, addressOf(`${category}/${file.path}`), options)));
  }
  agent.destroy();
  return { faults, connections: agent.connections };
}

function faultsOf({ path, sizeBytes, sha256 }: MasterFile, { status, headers, text }: Answer): string[] {
  if (status !== 200) return [`${path}: ${status}`];
  const length = headers['content-length'];
  const isOther = sha256 && hash('sha256', Buffer.from(text, 'latin1')) !== sha256;
  return [
    ...(length === String(sizeBytes) ? [] : [`${path}: ${length} bytes of ${sizeBytes}`]),
    ...(isOther ? [`${path}: another content`] : []),
  ];
}

function addressOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
