import { readFileSync } from 'node:fs';

/**
 * A text that an earlier run wrote; undefined when there is none. A disk that fails to read it must not make it count as
 * none: what it remembers would be undone.
 *
 * @throws what the machine says
 */
export function readOwnFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** The same as JSON; undefined also when it is damaged, as half of it says nothing. */
export function readOwnJson(path: string): unknown {
  const text = readOwnFile(path);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
