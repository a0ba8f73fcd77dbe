import { fitsText, type TextRule } from './text-values.ts';

/*
 * What a help document asks of the tree of its mirror, so that it offers what is there. A survey answers it, and the answers
 * are kept in data/survey.json.
 */

/** How a text is found in a small file. */
export interface FieldReading {
  /** Field of a deb822 file: `Codename`. */
  readonly field?: string | undefined;
  /** Path in a JSON document: `0.version`. */
  readonly json?: string | undefined;
  /** Name of an XML element or attribute; the first one counts. */
  readonly xml?: string | undefined;
}

/** A question: each file that the path fits is an answer. */
export interface TreeQuestion {
  /** Path below the tree; `*` stands for any name within a folder. */
  readonly read: string;
  /** Text with `{1}`, what the first `*` stands for, and with names of what is taken: the value of an option. */
  readonly value: string;
  /** What the value must be, beside a name. */
  readonly accepts: TextRule;
  /** Patterns of names that are passed over, with `*` for any letters: of the first `*`, and of values. */
  readonly skip: readonly string[];
  /** What is read from each file, by name. */
  readonly take: Readonly<Record<string, FieldReading>>;
  /** Other paths, made of what was found, of which it is asked whether they are there; by name. */
  readonly has: Readonly<Record<string, string>>;
}

/** An option that is in the tree. */
export interface TreeEntry {
  /** `value`, the names that `*` stood for, and what was taken: pairs of a name and a text. */
  readonly texts: readonly (readonly [name: string, text: string])[];
  /** Which of the other paths are there. */
  readonly has: readonly string[];
}

/** All entries of a tree that answer one question. */
export interface TreeAnswer {
  /** The question, as `questionKey` writes it. */
  readonly asked: string;
  /** The newest first. */
  readonly entries: readonly TreeEntry[];
}

/** A question as a text: an answer fits that one alone. */
export function questionKey(question: TreeQuestion): string {
  return JSON.stringify(question);
}

/**
 * Names and fields of a tree belong to whoever is upstream, and go into lines that readers paste into a root shell. So they hold
 * only what means nothing there, and begin with a letter or digit.
 */
const PLAIN = /^[0-9A-Za-z][0-9A-Za-z.+~_-]{0,63}$/;

/** Whether a text of a tree may be used at all. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/** Whether a text of a tree may be the value of an option. */
export function fitsQuestion({ accepts }: TreeQuestion, value: string): boolean {
  return isPlainText(value) && fitsText(accepts, value);
}

/** A text with `{name}` for what was found; undefined when a name stands for nothing. */
export function fillText(pattern: string, texts: ReadonlyMap<string, string>): string | undefined {
  const names = namesInText(pattern);
  return names.every((name) => texts.has(name)) ? pattern.replaceAll(NAME, (_, name) => texts.get(name)!) : undefined;
}

/** The names that a text has in braces. */
export function namesInText(pattern: string): string[] {
  return [...pattern.matchAll(NAME)].map(([, name]) => name!);
}

const NAME = /\{([^{}]*)\}/g;
