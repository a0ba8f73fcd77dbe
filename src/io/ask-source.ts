import { resolve } from 'node:path';
import type { Checked } from '../base/problems.ts';
import { type AddressedSource, isAddressed, type SourceContent } from '../content/portal-schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { textToAnswer, writtenToAnswer } from '../portal/read-fetched.ts';
import type { Fetched, FetchedText } from '../portal/snapshot.ts';
import { formats } from '../sources/formats.ts';
import { readableFile } from './content-folder.ts';
import { fetchFile } from './fetch-file.ts';

type Validators = Pick<Snapshot, 'etag' | 'lastModified'>;

/**
 * What a source answers now. Nothing is thrown: whatever goes wrong is a fault in words, and a problem where a file that
 * somebody writes is to be corrected.
 */
export async function askSource(
  content: SourceContent,
  folder: string,
  validators: Validators,
  now: Date,
): Promise<Checked<Fetched>> {
  const { type } = content;
  if (isAddressed(content)) {
    const fetched = await askUrl(content, folder, validators, now);
    return { value: textToAnswer(fetched, type, 'its answer'), problems: [] };
  }
  const path = resolve(folder, content.file!);
  const { parseWritten } = formats[type];
  if (parseWritten) return writtenToAnswer(readableFile('', path), type, parseWritten, now);
  return { value: textToAnswer(await fetchFile(path), type, 'the file'), problems: [] };
}

/** HTTP and TLS are loaded for sources that are asked by them: that takes a third of a run in which nothing is new. */
async function askUrl(
  content: AddressedSource,
  folder: string,
  { etag, lastModified }: Validators,
  now: Date,
): Promise<FetchedText> {
  const [{ fetchUrl }, { readTransport }] = await Promise.all([import('./fetch-url.ts'), import('./transport.ts')]);
  const wanted = { accept: formats[content.type].syntax.mediaType, etag, lastModified };
  return fetchUrl(content.url, wanted, () => readTransport(content, folder), now);
}
