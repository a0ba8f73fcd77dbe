import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Checked, checked, problem, quoted } from '../base/problems.ts';
import type { NamedPicture } from '../content/own-pictures.ts';
import { type PictureFacts, readPicture } from '../content/read-picture.ts';
import type { Picture } from '../model/look.ts';

/**
 * The pictures that content names, by the name that it gives them. One that cannot be used is noted and left out.
 *
 * @param contentFile the file that names them, for problems
 */
export function loadPictures(
  named: readonly NamedPicture[],
  content: string,
  contentFile: string,
): Checked<ReadonlyMap<string, Picture>> {
  return checked((note) => {
    const pictures = new Map<string, Picture>();
    for (const { name, use, key } of named) {
      const path = resolve(content, name);
      const loaded = loadPicture(path, use);
      if (typeof loaded !== 'string') pictures.set(name, loaded);
      else
        note(
          problem('look-picture', { file: contentFile, path: key }, `${quoted(name)} cannot be shown: ${loaded}`, FIX),
        );
    }
    return pictures;
  });
}

const FIX =
  'Name an SVG, PNG, JPEG or WebP file of at most 512 KiB, without scripts; the pages do without it until then.';

/** @returns in words why it cannot be used */
function loadPicture(path: string, use: string): Picture | string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    return (error as { code?: string }).code === 'ENOENT' ? 'there is no such file' : 'it cannot be read';
  }
  const facts = readPicture(bytes);
  return typeof facts === 'string' ? facts : { file: publishedAs(use, bytes, facts), path, ...sizeOf(facts) };
}

function publishedAs(use: string, bytes: Buffer, { extension }: PictureFacts): string {
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 8);
  return `_heliostat/${use}.${hash}.${extension}`;
}

function sizeOf({ width, height }: PictureFacts): Pick<Picture, 'width' | 'height'> {
  return width !== undefined && height !== undefined ? { width, height } : {};
}
