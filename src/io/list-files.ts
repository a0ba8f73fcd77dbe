import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What there is below a folder, relative to it and with `/`. Names that begin with a dot are an editor's. */
export interface FileList {
  /** Sorted. */
  readonly files: readonly string[];
  /** Folders that were not entered. */
  readonly closed: readonly string[];
}

/** More files than people write by hand; a folder of mirrors, put here by mistake, has millions. */
const MOST_FILES = 100_000;
const MOST_DEPTH = 10;

/**
 * List the files below a folder, level by level. Links to folders are followed at the top alone.
 *
 * @param isEntered whether to look into a folder
 */
export function listFiles(top: string, isEntered: (folder: string) => boolean = () => true): FileList {
  const files: string[] = [];
  const closed: string[] = [];
  let level = [''];
  for (let depth = 0; level.length > 0; depth++) {
    const below: string[] = [];
    for (const folder of level) {
      if (depth > MOST_DEPTH || files.length > MOST_FILES) closed.push(folder);
      else listOne(folder, below);
    }
    level = below;
  }
  return { files: files.sort(), closed };

  function listOne(folder: string, below: string[]): void {
    for (const entry of entriesOf(join(top, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (!isFolder(entry, folder === '')) files.push(...(isReadable(entry) ? [name] : []));
      else if (isEntered(name)) below.push(name);
      else closed.push(name);
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
}

/** A link may be dead; reading it shows that. Devices and sockets are not content. */
function isReadable(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

function isFolder(entry: Dirent, isAtTop: boolean): boolean {
  if (entry.isDirectory()) return true;
  if (!isAtTop || !entry.isSymbolicLink()) return false;
  return statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
