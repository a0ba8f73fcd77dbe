import { type Note, problem } from '../base/problems.ts';
import type { HelpKey } from '../model/help-key.ts';
import { toList } from './inputs.ts';
import type { HelpContent } from './schema.ts';
import { type Input, namesSet } from './variables.ts';

const TAG = /\{\{([^{}]*)\}\}/g;
/** Combinations of options that one path is made for. */
const MOST_PATHS = 256;

/**
 * The keys that a document tells readers to expect, in the files of every option that it offers.
 *
 * @param texts of its blocks, in which each fingerprint must stand
 */
export function documentKeys(
  keys: NonNullable<HelpContent['keys']>,
  inputs: readonly Input[],
  texts: readonly string[],
  file: string | undefined,
  note: Note,
): HelpKey[] {
  return keys.map((key) => {
    const fingerprint = plainFingerprint(key.fingerprint);
    const patterns = [...(toList(key.of) ?? []), ...(toList(key.file) ?? [])];
    if (!texts.some((text) => plainFingerprint(text).includes(fingerprint))) {
      const fix = 'Write it where readers are told to compare it, or remove it from `keys`.';
      note(
        problem('help-document-invalid', { file }, `the text does not show the fingerprint ${key.fingerprint}`, fix),
      );
    }
    for (const name of new Set(patterns.flatMap(namesIn))) {
      if (namesSet(inputs).has(name)) continue;
      const fix = 'Use a variable that an option sets, or `*` for any name.';
      note(problem('help-variable-unknown', { file }, `nothing sets {{${name}}}, which \`keys\` uses`, fix));
    }
    const pathsOf = (written: string | readonly string[] | undefined) => [
      ...new Set((toList(written) ?? []).flatMap((pattern) => toPaths(pattern, inputs))),
    ];
    return { fingerprint, of: pathsOf(key.of), file: pathsOf(key.file) };
  });
}

function plainFingerprint(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

function namesIn(pattern: string): string[] {
  return [...pattern.matchAll(TAG)].map(([, name]) => name!);
}

/** The paths that a pattern stands for; a text that readers write themselves may be anything. */
function toPaths(pattern: string, inputs: readonly Input[]): string[] {
  const names = namesIn(pattern);
  const used = inputs.filter((input) => names.some((name) => namesSet([input]).has(name)));
  const paths = used.reduce<readonly string[]>(
    (all, { kind, name, choices }) =>
      kind === 'text'
        ? all.map((path) => filled(path, { [name]: '*' }))
        : all.flatMap((path) => choices.map(({ variables }) => filled(path, variables))).slice(0, MOST_PATHS),
    [pattern],
  );
  return paths.filter((path) => !path.includes('{{'));
}

function filled(path: string, variables: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(TAG, (tag, name) => (typeof variables[name] === 'string' ? variables[name] : tag));
}
