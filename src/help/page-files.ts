import type { ReadyFile } from '../model/help.ts';
import type { HelpBlock, Part } from './draft.ts';
import { blockToFiles, type HelpFile, mainInput } from './files.ts';
import type { HelpPage } from './help-page.ts';
import { cnamesToNeeds } from './offered.ts';

/** A file of a page, and where it is below the page's `files/`. */
export interface PageFile extends HelpFile, Omit<ReadyFile, 'asks' | 'block' | 'choice'> {
  readonly block: HelpBlock;
}

/**
 * Every ready file of a page. Of two blocks with a file of the same name for the same choice, the second's is numbered; also
 * where the site does not show the first.
 */
export function pageToFiles(page: HelpPage): PageFile[] {
  const taken = new Set<string>();
  const shown = new Set(page.segments.flatMap((segment) => ('block' in segment ? segment.block : [])));
  const files = [...page.reading.parts.values()].flatMap(blockOf).flatMap((block) =>
    blockToFiles(block, page.globals, page.predefined).map((file) => {
      const path = freePath([file.folder, file.name].filter(Boolean).join('/'), taken);
      taken.add(path);
      return { ...file, path, needs: fileToNeeds(file, block), block };
    }),
  );
  return files.filter((file) => shown.has(file.block) && isOffered(file));
}

function blockOf(part: Part): HelpBlock | [] {
  if ('block' in part) return part.block;
  return 'hidden' in part ? part.hidden : [];
}

function isOffered({ choice, block: { inputs } }: PageFile): boolean {
  return choice === undefined || mainInput(inputs)!.choices.some(({ value }) => value === choice);
}

function fileToNeeds({ choice }: HelpFile, { inputs, needs }: HelpBlock): ReadyFile['needs'] {
  const main = mainInput(inputs);
  const chosen = (main?.allChoices ?? main?.choices)?.find(({ value }) => value === choice);
  return [...needs, ...cnamesToNeeds(chosen?.needs ?? [])];
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? path : `${number}/${path}`;
    if (!taken.has(free)) return free;
  }
}
