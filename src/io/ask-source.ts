import { resolve } from 'node:path';
import type { Checked } from '../base/problems.ts';
import { isAddressed, type SourceContent } from '../content/portal-schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { textToAnswer, writtenToAnswer } from '../portal/read-fetched.ts';
import type { Fetched, FetchedText } from '../portal/snapshot.ts';
import { formats } from '../sources/formats.ts';
import { askUrl } from './ask-url.ts';
import { readableFile } from './content-folder.ts';
import { fetchFile } from './fetch-file.ts';

type Validators = Pick<Snapshot, 'etag' | 'lastModified'>;

/** What a source answers, and the text of it where the source is behind an address. */
export interface Asked extends Checked<Fetched> {
  readonly text?: FetchedText;
}

/**
 * Fetch the current answer of a source. Nothing is thrown: an error is returned as a fault, and as a problem if a
 * handwritten file must be corrected.
 *
 * @param given its answer of just now, if it was asked already
 */
export async function askSource(
  content: SourceContent,
  folder: string,
  validators: Validators,
  now: Date,
  given?: FetchedText,
): Promise<Asked> {
  const { type } = content;
  if (isAddressed(content)) {
    const text = given ?? (await askUrl(content, folder, { ...validators, accept: mediaTypeOf(content) }, now));
    return { value: textToAnswer(text, type, 'its answer'), problems: [], text };
  }
  const path = resolve(folder, content.file!);
  const { parseWritten } = formats[type];
  if (parseWritten) return writtenToAnswer(readableFile('', path), type, parseWritten, now);
  return { value: textToAnswer(await fetchFile(path), type, 'the file'), problems: [] };
}

/** The media type that a source is asked for. */
export function mediaTypeOf({ type }: SourceContent): string {
  return formats[type].syntax.mediaType;
}
