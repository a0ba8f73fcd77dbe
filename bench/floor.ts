import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes files of these sizes, each beside its place and then moved there, and does nothing else. */
const PROGRAM = `
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { folder, sizes } = JSON.parse(readFileSync(process.argv[1], 'utf8'));
sizes.forEach((bytes, index) => {
  writeFileSync(folder + '/new', Buffer.alloc(bytes, 'x'));
  renameSync(folder + '/new', folder + '/' + index);
});`;

/**
 * The least that a run can take: Node's start, and as many bytes in as many files as the last run wrote.
 *
 * @param out what the run wrote into
 * @param since when the run began, in milliseconds
 * @param root folder to write into; made, and left
 * @returns arguments for Node
 */
export function floorOf(out: string, since: number, root: string): string[] {
  const folder = join(root, 'floor');
  mkdirSync(folder, { recursive: true });
  const sizes = readdirSync(out, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)))
    .filter(({ mtimeMs }) => mtimeMs >= since)
    .map(({ size }) => size);
  const list = join(root, 'floor.json');
  writeFileSync(list, JSON.stringify({ folder, sizes }));
  return ['-e', PROGRAM, list];
}
