import type { HelpBlock } from './draft.ts';
import { blockToFiles, type HelpFile } from './files.ts';
import type { HelpPage } from './help-page.ts';

/** A file of a page, and where it is below the page's `files/`. */
export interface PageFile extends HelpFile {
  /** Unique in the page: `noble/ubuntu.sources`, `daemon.json`. */
  readonly path: string;
  readonly block: HelpBlock;
}

/** Every ready file of a page. Of two blocks with a file of the same name for the same choice, the second's is numbered. */
export function pageToFiles(page: HelpPage): PageFile[] {
  const taken = new Set<string>();
  const blocks = page.segments.flatMap((segment) => ('block' in segment ? segment.block : []));
  return blocks.flatMap((block) =>
    blockToFiles(block, page.globals, page.predefined).map((file) => {
      const path = freePath([file.folder, file.name].filter(Boolean).join('/'), taken);
      taken.add(path);
      return { ...file, path, block };
    }),
  );
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${number}/${path}`;
    if (!taken.has(free)) return free;
  }
}
