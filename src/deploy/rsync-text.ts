import type { Found } from './deploy-plan.ts';
import { OWN_FOLDER } from './target-manifest.ts';

/** `-rw-r--r--      1,234 2026/08/08 12:00:00 help/index.html` */
const LISTED = /^(\S)\S{9,}\s+([\d,.]+) \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (.+)$/;

/** What `rsync --list-only` found, by path. */
export function parseListing(text: string): ReadonlyMap<string, Found> {
  return new Map(
    text.split('\n').flatMap((line): [string, Found][] => {
      const [, type, size, path] = LISTED.exec(line) ?? [];
      if (!path || path === '.') return [];
      if (type === 'l') return [[path.split(' -> ')[0]!, { kind: 'other', bytes: 0 }]];
      const kind = type === '-' ? 'file' : type === 'd' ? 'folder' : 'other';
      return [[path, { kind, bytes: Number(size!.replace(/\D/g, '')) }]];
    }),
  );
}

/** Where rsync keeps what it is receiving, below the target: what a killed one leaves is found again. */
export const INCOMING = `${OWN_FOLDER}/incoming/`;

/** What a killed rsync has left. Its temporary files have a random ending. */
const LEFTOVERS = [`${OWN_FOLDER}/`, INCOMING, `${INCOMING}*`, `${OWN_FOLDER}/.manifest.json.*`];

/**
 * A filter under which `rsync -r --delete` from an empty folder removes exactly these files, the folders on the
 * way to them that are empty then, and what a killed deploy has left.
 *
 * @param interrupted files that `--delay-updates` may have left in `.~tmp~` beside their place
 * @returns empty when there is nothing to remove
 */
export function removalFilter(files: readonly string[], interrupted: readonly string[]): string {
  const halves = interrupted.map((file) => file.replace(/[^/]+$/, '.~tmp~/$&'));
  const all = [...files, ...halves];
  if (all.length === 0) return '';
  const paths = new Set([...all.flatMap((file) => [...foldersTo(file), file]), ...LEFTOVERS]);
  return `${[...paths].map((path) => `+ /${path}`).join('\n')}\n- *\n`;
}

function foldersTo(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}
