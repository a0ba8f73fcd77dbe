/** Lines that a help page shows for copying. */
export interface Fence {
  readonly text: string;
  /** The file that they are for. */
  readonly path?: string | undefined;
}

const FENCE = /(?:^`(?<path>[^`\n]+)`[^\n]*:\n\n)?^```\w*\n(?<text>.*?)\n```$/gms;

/** All lines of a help page, from its text for programs (`index.md`), where every choice stands at its default. */
export function readFences(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(FENCE)].map(({ groups }) => ({ text: groups!.text!, path: groups!.path }));
}

/**
 * The one fence that is for a file, or looks so.
 *
 * @throws when there is none, or several
 */
export function fenceLike(fences: readonly Fence[], which: string | RegExp): Fence {
  const found = fences.filter(({ path, text }) => (typeof which === 'string' ? path === which : which.test(text)));
  if (found.length !== 1) throw new Error(`${found.length} fences are like ${which}`);
  return found[0]!;
}
