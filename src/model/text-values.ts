/*
 * What a reader may write into a text option. The values come from a field, from the browser's storage, or from the
 * address of the page, which is to say from anybody who sends a link; and they go into lines that readers paste into a
 * root shell. So a value holds only characters that mean nothing to a shell, to TOML, to deb822, to YAML or to an
 * address, and begins with none that makes an option of it.
 */

/** What kinds of text there are, and what each may be. Each is a part of `name`, but for `path`. */
const SHAPES = {
  version: /^[0-9][0-9A-Za-z._+-]*$/,
  codename: /^[a-z][0-9a-z-]*$/,
  name: /^[0-9A-Za-z][0-9A-Za-z._+-]*$/,
  // No segment is `.` or `..`, and none begins with a hyphen.
  path: /^\/?[0-9A-Za-z_][0-9A-Za-z._+-]*(\/[0-9A-Za-z_][0-9A-Za-z._+-]*)*\/?$/,
} as const;

export type TextKind = keyof typeof SHAPES;

export const textKinds = Object.keys(SHAPES) as [TextKind, ...TextKind[]];

/** Nothing that is a version, a codename, a name or a path is longer, in characters. */
export const LONGEST_TEXT = 64;

/** What a text option takes. */
export interface TextRule {
  readonly kind: TextKind;
  /** A pattern of the document's own, which the whole text must fit as well. */
  readonly pattern?: string | undefined;
}

/** Whether a text option takes a value. An empty one fits nowhere. */
export function fitsText({ kind, pattern }: TextRule, value: string): boolean {
  if (value.length > LONGEST_TEXT || !SHAPES[kind].test(value)) return false;
  return pattern === undefined || new RegExp(`^(?:${pattern})$`).test(value);
}

/**
 * What is wrong with a document's pattern; undefined when it will do. One that repeats what is repeated may take for
 * ever on a text that nearly fits, and readers would wait.
 */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > 80) return 'expected a pattern of at most 80 characters';
  if (/\)[*+?{]|\\[1-9k]|\(\?/.test(pattern)) return 'expected a pattern without repeated groups and look-arounds';
  if ((pattern.match(/[*+{]/g)?.length ?? 0) > 4) return 'expected a pattern with at most four repetitions';
  try {
    new RegExp(`^(?:${pattern})$`);
    return undefined;
  } catch {
    return 'expected a regular expression';
  }
}
