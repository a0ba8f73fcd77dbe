import { readFile, stat } from 'node:fs/promises';
import type { Fetched } from '../core/snapshot.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** Read a JSON document that something else writes; it is as old as its file. Nothing is thrown. */
export async function fetchFile(path: string): Promise<Fetched> {
  try {
    const { size, mtime } = await stat(path);
    if (size > MOST_BYTES) return { outcome: 'fault', fault: 'the file is larger than 16 MB' };
    const text = await readFile(path, 'utf8');
    return { outcome: 'new', answer: JSON.parse(text.replace(/^\uFEFF/, '')), at: mtime };
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error) };
  }
}

function faultOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'the file is not complete JSON';
  const { code } = error as { code?: string };
  return code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
}
