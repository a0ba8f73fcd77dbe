import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import {
  addressesIn,
  everyChoice,
  isOwnAddress,
  type LibraryPage,
  type Lines,
  library,
  libraryProblems,
  linesIn,
  nameLines,
  settings,
} from './help-library.ts';
import { checkout } from './portal-test.ts';

/** The mirrors that have a folder in the library; docs.test.ts compares them with the README. */
const promised = readdirSync(join(checkout, 'content/library/help'));

/** Documents that name no release that could grow old. */
const undated = new Set(['kali-images']);

const lines = linesIn(settings);
const linesOf = Map.groupBy(lines, ({ document }) => document);
const inLanguage = (language: string) => library.filter(({ document }) => document.language === language);

/** The lines that are not as they should be, by name, and what is wrong with them. */
function wrong(faultsOf: (lines: Lines) => readonly string[]): string[] {
  const found = lines.flatMap((line) => faultsOf(line).map((fault) => `${fault} in ${nameLines(line)}`));
  return found.slice(0, 5);
}

test('there is help in Chinese and in English for every mirror of the library', () => {
  for (const language of ['zh', 'en']) {
    expect(
      inLanguage(language)
        .map(({ document }) => document.cname)
        .toSorted(),
    ).toEqual(promised.toSorted());
  }
});

test('nothing is the matter with any of it', () => {
  expect(problemsToText(libraryProblems)).toBe('');
});

test('every document has a title, and says when its releases were checked', () => {
  const bare = library.filter(({ document: { title } }) => !title);
  const unchecked = library.filter(({ document: { cname, checked } }) => !checked && !undated.has(cname));
  expect([...bare, ...unchecked].map(({ document }) => `${document.cname}/${document.language}`)).toEqual([]);
});

describe('with every choice, over https and http, with sudo and without, below a path and on a host of its own', () => {
  test('no tag and no missing value is left in the lines', () => {
    const leftOver = /\{\{|\bundefined\b|\[object |\bNaN\b/g;
    expect(wrong(({ text }) => text.match(leftOver) ?? [])).toEqual([]);
  });

  test('there is always something to paste', () => {
    expect(lines.filter(({ text }) => text.trim() === '').map(nameLines)).toEqual([]);
  });

  test('no address is empty or has an empty folder in it', () => {
    const gap = /:\/\/(?:$|[/:.-])|[^:]\/\//;
    expect(wrong(({ text }) => addressesIn(text).filter((address) => gap.test(address)))).toEqual([]);
  });

  test('every address is of the mirror, or one that the document keeps', () => {
    expect(wrong((line) => addressesIn(line.text).filter((address) => !isOwnAddress(address, line)))).toEqual([]);
  });

  test('no address is made of the own one and more letters: another mirror is asked for by its name', () => {
    const glued = /\{\{\{?&? *(?:endpoint|path)\s*\}\}\}?(?:\{\{[#^/][^}]*\}\})*(?:[\w.-]|\{\{(?![#^/!]))/g;
    const sources = library.flatMap(({ document }) =>
      document.blocks.flatMap(({ file, text }) => (text.match(glued) ?? []).map((found) => `${file}: ${found}`)),
    );
    expect(sources).toEqual([]);
  });

  test('whatever the mirror serves over one scheme only is written with it', () => {
    const other = ({ document: { scheme }, endpoint }: Lines) => scheme && !endpoint.startsWith(`${scheme}://`);
    expect(lines.filter(other).map(nameLines)).toEqual([]);
  });
});

test('every address that a document keeps is one that its lines use', () => {
  const idle = library.flatMap(({ document }) =>
    document.keeps
      .filter((kept) => !linesOf.get(document)!.some(({ text }) => text.includes(kept)))
      .map((kept) => `${document.cname}/${document.language}: ${kept}`),
  );
  expect(idle).toEqual([]);
});

test.each(
  inLanguage('en').map((english, index) => [english.document.cname, english, inLanguage('zh')[index]!] as const),
)('%s says the same in both languages', (_, english, chinese) => {
  expect(outline(chinese)).toEqual(outline(english));
});

/** What the languages of a document have in common: all but labels, prose and comments. */
function outline({ document, page }: LibraryPage) {
  const { scheme, keeps, checked } = document;
  return {
    ...{ scheme, keeps, checked },
    inputs: [...document.inputs.values()].map(({ label, note, choices, ...input }) => ({
      ...{ ...input, hasNote: note !== undefined },
      choices: choices.map(({ value, variables }) => ({ value, variables })),
    })),
    depths: page.toc.map(({ depth }) => depth),
    blocks: page.segments.flatMap((segment) => {
      if (!('block' in segment)) return [];
      const { lang, path, append, inputs } = segment.block;
      return [{ lang, path, append, inputs: inputs.map(({ name }) => name) }];
    }),
    // Code within sentences stands where the sentence wants it.
    lines: linesOf
      .get(document)!
      .map(({ text }) => text.replace(/^#.*/gm, '#'))
      .toSorted(),
  };
}

test('all combinations of what can be chosen are made, and no block has too many for a test', () => {
  const [debian] = library.filter(({ document }) => document.cname === 'debian');
  const choices = everyChoice([...debian!.document.inputs.values()]);
  expect(choices).toHaveLength(4 * 3 * 2 * 2 * 2);
  expect(new Set(choices.map((choice) => JSON.stringify(choice))).size).toBe(choices.length);
  const most = Math.max(
    ...Map.groupBy(lines, ({ document }) => document)
      .values()
      .map(({ length }) => length),
  );
  expect(most).toBeLessThan(5000);
});
