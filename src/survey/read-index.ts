import type { TreeIndex } from '../model/kind.ts';

/** A file that an index lists: its path from the folder of the index, and its size where the index tells it. */
export interface ListedFile {
  readonly path: string;
  readonly bytes?: number | undefined;
  /** It has to be there; others may be left out of a mirror on purpose, but what is there has its size. */
  readonly isNeeded: boolean;
}

/** The files that an index lists; none when it cannot be read. */
export function readIndex(index: Pick<TreeIndex, 'lists'>, text: string): ListedFile[] {
  return index.lists === 'release' ? readRelease(text) : readRepomd(text);
}

/** A line of the checksums: ` <hash> <bytes> <path>`. Mirrors may leave out architectures, and the unpacked forms are nowhere. */
function readRelease(text: string): ListedFile[] {
  const [, section = ''] = /^SHA256:[ \t]*\n((?: .*(?:\n|$))+)/m.exec(text) ?? [];
  return [...section.matchAll(/^ +[0-9a-f]{64} +(\d+) +(\S+)$/gm)]
    .filter(([, , path]) => /(^|\/)(Packages|Sources)(\.\w+)?$/.test(path!))
    .map(([, bytes, path]) => ({ path: path!, bytes: Number(bytes), isNeeded: false }));
}

/** Each `<data>` of a repomd.xml has one `<location href>` and mostly a `<size>`; paths are relative to the folder above. */
function readRepomd(text: string): ListedFile[] {
  return [...text.matchAll(/<data\b[^>]*>([\s\S]*?)<\/data>/g)].flatMap(([, data = '']) => {
    const path = /<location\b[^>]*\bhref="([^"]+)"/.exec(data)?.[1];
    const bytes = /<size>(\d+)<\/size>/.exec(data)?.[1];
    return path === undefined ? [] : [{ path, ...(bytes && { bytes: Number(bytes) }), isNeeded: true }];
  });
}

/** The packages that a list of packages names, from the root of the archive, at most so many and spread over the whole list. */
export function samplePackages(text: string, most: number): ListedFile[] {
  const entries = /^Filename:/m.test(text) ? readPackages(text) : readPrimary(text);
  const step = Math.max(1, Math.floor(entries.length / most));
  return entries.filter((_, position) => position % step === 0).slice(0, most);
}

function readPackages(text: string): ListedFile[] {
  return text.split(/\n\n+/).flatMap((entry) => {
    const path = /^Filename: *(\S+)$/m.exec(entry)?.[1];
    const bytes = /^Size: *(\d+)$/m.exec(entry)?.[1];
    return path === undefined ? [] : [{ path, ...(bytes && { bytes: Number(bytes) }), isNeeded: true }];
  });
}

function readPrimary(text: string): ListedFile[] {
  return [...text.matchAll(/<location\b[^>]*\bhref="([^"]+)"/g)].map(([, path]) => ({ path: path!, isNeeded: true }));
}
