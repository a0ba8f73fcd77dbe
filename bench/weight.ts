import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a page sends, in bytes packed by gzip; scripts with all that they import. */
export interface PageWeight {
  readonly html: number;
  readonly style: number;
  readonly script: number;
}

/** @param page below the output folder: `help/index.html` */
export function pageWeight(out: string, page: string): PageWeight {
  const html = readFileSync(join(out, page), 'utf8');
  const linked = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, address]) => join(out, address!));
  const sum = (paths: Iterable<string>) => [...paths].reduce((bytes, path) => bytes + packed(readFileSync(path)), 0);
  return {
    html: packed(html),
    style: sum(linked(/<link rel="stylesheet" href="([^"]+)"/g)),
    script: sum(withImports(linked(/<script [^>]*src="([^"]+)"/g))),
  };
}

function packed(content: string | Uint8Array): number {
  return gzipSync(content).length;
}

/** What is imported by a call is loaded when it is needed, and does not count. */
function withImports(paths: readonly string[]): Set<string> {
  const all = new Set(paths);
  for (const path of all) {
    const code = readFileSync(path, 'utf8');
    for (const [, name] of code.matchAll(/(?:\bimport|\bfrom)\s*"\.\/([^"]+)"/g)) all.add(join(path, '..', name!));
  }
  return all;
}
