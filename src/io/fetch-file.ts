import { readFile, stat } from 'node:fs/promises';
import { decodeText, notUtf8Text } from '../base/decode-text.ts';
import type { FetchedText } from '../portal/snapshot.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** Read a text that something else writes; it is as old as its file. Nothing is thrown. */
export async function fetchFile(path: string): Promise<FetchedText> {
  try {
    const { size, mtime } = await stat(path);
    if (size > MOST_BYTES) return { outcome: 'fault', fault: 'the file is larger than 16 MB' };
    const decoded = decodeText(await readFile(path));
    if (decoded.text !== undefined) return { outcome: 'new', text: decoded.text, at: mtime };
    return { outcome: 'fault', fault: `line ${decoded.line}: ${notUtf8Text(decoded.looksLike)}` };
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error) };
  }
}

function faultOf(error: unknown): string {
  const { code } = error as { code?: string };
  return code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
}
