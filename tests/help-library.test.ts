import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

test('every document has a title, unless it is for mirrors of any name, and says when its releases were checked', () => {
  const bare = library.filter(({ document: { title, also } }) => !title && also.length === 0);
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

const selects = library.flatMap(({ document }) =>
  [...document.inputs.values()].filter(({ kind }) => kind === 'select').map((input) => ({ document, input })),
);

test('what is offered first was supported when somebody went through the document, if anything was', () => {
  const isOver = (until: string | undefined, day = '') => until !== undefined && until < day;
  const led = selects.filter(({ document: { checked }, input: { choices, default: first } }) => {
    const isFirstOver = choices.some(({ value, until }) => value === first && isOver(until, checked));
    return isFirstOver && choices.some(({ until }) => !isOver(until, checked));
  });
  expect(led.map(({ document, input }) => `${document.cname}/${document.language}: ${input.name}`)).toEqual([]);
});

test('whoever tells when support ends tells where that is from', () => {
  const dated = selects.filter(({ input }) => input.choices.some(({ until }) => until));
  expect(dated.length).toBeGreaterThan(30);
  expect(dated.filter(({ document }) => document.sources.length === 0).map(({ document }) => document.cname)).toEqual(
    [],
  );
});

const DISTRO_INFO = '/usr/share/distro-info';

test.skipIf(!existsSync(DISTRO_INFO))('the ends of Debian and Ubuntu are those of distro-info', () => {
  const lastDay = new Map(
    [['debian', 6] as const, ['ubuntu', 5] as const].flatMap(([file, column]) =>
      readFileSync(join(DISTRO_INFO, `${file}.csv`), 'utf8')
        .split('\n')
        .map((line) => line.split(','))
        .map((cells) => [cells[2]!, cells[column]] as const),
    ),
  );
  const told = selects
    .filter(({ document }) => document.sources.some((source) => source.includes('distro-info')))
    .flatMap(({ document, input }) =>
      input.choices.map(({ value, until }) => ({ name: document.cname, value, until })),
    );
  const known = told.filter(({ value, until }) => until && lastDay.get(value));
  expect(known.length).toBeGreaterThan(20);
  expect(known.filter(({ value, until }) => until !== lastDay.get(value))).toEqual([]);
});

/** All that one reads of a document, in each language: its texts, its inputs and its lines. */
function readingOf(cname: string): string[] {
  const pages = library.filter(({ document }) => document.cname === cname);
  if (pages.length === 0) throw new Error(`the library has no ${cname}`);
  return pages.map(({ document }) => document.blocks.map(({ text }) => text).join('\n'));
}

describe('what was once untrue stays corrected, in both languages', () => {
  test.each([
    ['archlinuxcn', 'nobody signs a key that Arch Linux has disabled', /lsign-key/],
    ['openwrt', 'the image is of the release that is there', /25\.12\.4/],
  ] as const)('%s: %s', (cname, _, gone) => {
    for (const text of readingOf(cname)) expect(text).not.toMatch(gone);
  });

  test.each([
    [
      'pypi',
      'a lock file that names a removed source is made anew',
      /source remove mirror\npoetry lock --regenerate\n/,
    ],
    ['pypi', 'the pip of a new system wants a virtual environment', /externally-managed-environment.*python3 -m venv/s],
    ['gitlab-ce', 'the missing release has a reason', /Ubuntu 26\.04/],
    ['mariadb', 'the missing release has a reason', /Ubuntu 26\.04/],
    ['mongodb', 'the missing release has a reason', /Ubuntu 26\.04/],
    ['mysql', 'the missing release has a reason', /Ubuntu 26\.04/],
    ['kubernetes', 'the key expires, and can be fetched again', /2026-12-29/],
    ['ceph', 'systems whose apt refuses its key are missing for that reason', /Debian 13.*Ubuntu 26\.04.*SHA-1/s],
    ['llvm-apt', 'an old copy of its key is refused', /SHA-1.*Debian 13/s],
    ['openeuler', 'riscv64 is one folder deeper', /rva20/],
    ['jenkins', 'a signature can be verified', /5E38 6EAD B55F 0150 4CAE 8BCF 7198 F4B7 14AB FC68/],
    [
      'debian',
      'the file that is replaced is copied, and comes back',
      /debian\.sources\.orig.*mv \/etc\/apt\/debian\.sources\.orig/s,
    ],
  ] as const)('%s: %s', (cname, _, there) => {
    for (const text of readingOf(cname)) expect(text).toMatch(there);
  });

  test.each([
    ['gitlab-runner', 'release', 'resolute', { os: 'ubuntu' }],
    ['mongodb', 'release', 'trixie-8', { suite: 'trixie', component: 'main', series: '8.0', key: 'server-8.0.asc' }],
    ['proxmox', 'product', 'pdm', { component: 'pdm-no-subscription' }],
  ] as const)('%s offers as %s: %s', (cname, name, value, variables) => {
    for (const { document } of library.filter(({ document }) => document.cname === cname)) {
      const choice = document.inputs.get(name)!.choices.find((one) => one.value === value);
      expect(choice?.variables).toMatchObject(variables);
    }
  });

  test.each([
    ['nix', 'version', '2.35.3'],
    ['mariadb', 'series', '12.3'],
  ])('%s has as its first %s: %s', (cname, name, value) => {
    for (const { document } of library.filter(({ document }) => document.cname === cname))
      expect(document.inputs.get(name)!.default).toBe(value);
  });

  test('no page makes https of an address that has http only', () => {
    const only = library.filter(({ document }) => document.scheme === 'https');
    expect(only.map(({ document }) => document.cname)).not.toContain('crates.io-index');
    expect(only.map(({ document }) => document.cname)).not.toContain('pypi');
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
  const { scheme, keeps, keys, checked, sources, also } = document;
  return {
    ...{ scheme, keeps, keys, checked, sources, also },
    inputs: [...document.inputs.values()].map(({ label, note, choices, ...input }) => ({
      ...{ ...input, hasNote: note !== undefined },
      choices: choices.map(({ label: _, ...choice }) => choice),
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
