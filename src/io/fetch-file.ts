import { readFile, stat } from 'node:fs/promises';
import { decodeText, notUtf8Text } from '../base/decode-text.ts';
import { jsonFaultPlace } from '../base/json-fault.ts';
import type { Fetched } from '../portal/snapshot.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** Read a JSON document that something else writes; it is as old as its file. Nothing is thrown. */
export async function fetchFile(path: string): Promise<Fetched> {
  try {
    const { size, mtime } = await stat(path);
    if (size > MOST_BYTES) return { outcome: 'fault', fault: 'the file is larger than 16 MB' };
    const decoded = decodeText(await readFile(path));
    if (decoded.text === undefined)
      return { outcome: 'fault', fault: `line ${decoded.line}: ${notUtf8Text(decoded.looksLike)}` };
    return parseJson(decoded.text, mtime);
  } catch (error) {
    return { outcome: 'fault', fault: faultOf(error) };
  }
}

function parseJson(text: string, at: Date): Fetched {
  try {
    return { outcome: 'new', answer: JSON.parse(text), at };
  } catch (error) {
    return { outcome: 'fault', fault: `the file is not complete JSON (${jsonFaultPlace(text, error)})` };
  }
}

function faultOf(error: unknown): string {
  const { code } = error as { code?: string };
  return code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`;
}
