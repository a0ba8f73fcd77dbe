import { resolve } from 'node:path';
import { type Problem, problemsOf } from '../src/base/problems.ts';
import { type HelpPage, toHelpPage } from '../src/help/help-page.ts';
import { type HelpDocument, overlayHelp } from '../src/help/layers.ts';
import { renderTemplate, type Template } from '../src/help/template.ts';
import {
  blockVariables,
  type Chosen,
  type Input,
  mirrorOf,
  predefinedVariables,
  type Variables,
} from '../src/help/variables.ts';
import { readContentFiles } from '../src/io/content-folder.ts';
import { listFiles } from '../src/io/list-files.ts';

const folder = resolve(import.meta.dirname, '../content/library/help');
const layer = { files: readContentFiles(folder, listFiles(folder).files).value };
const { value: documents, problems: faults } = overlayHelp([layer]);

/** A document of the library with its page. */
export interface LibraryPage {
  readonly document: HelpDocument;
  readonly page: HelpPage;
  /** The same on a site that has no other mirror. */
  readonly pageAlone: HelpPage;
}

const cnames = new Set(documents.map(({ cname }) => cname));

/** Where a site below a path has all mirrors of the library. */
const siteWithAll = (scheme: string) =>
  Object.fromEntries([...cnames].map((cname) => [cname, `${scheme}://mirrors.example.org/pub/${cname}/`]));

const pagesOn = (mirrors: Readonly<Record<string, string>>) =>
  documents.map((document) =>
    toHelpPage(document, {
      title: document.title ?? document.cname,
      address: `https://mirrors.example.org/${document.cname}/`,
      mirrors,
      sudo: true,
      url: 'https://mirrors.example.org',
      linkTo: (cname) => (cnames.has(cname) ? `/help/${cname}/` : undefined),
    }),
  );

const pages = pagesOn(siteWithAll('https'));
const pagesAlone = pagesOn({});

/** Every document of the library, in both languages. */
export const library: readonly LibraryPage[] = documents.map((document, index) => ({
  document,
  page: pages[index]!.value,
  pageAlone: pagesAlone[index]!.value,
}));

/** Whatever is the matter with the library as a site sees it. */
export const libraryProblems: readonly Problem[] = [...faults, ...problemsOf(pages)];

/** Where a mirror may be, and who reads its help. */
export interface Setting {
  readonly scheme: 'http' | 'https';
  /** Whether the mirror has a host of its own, so that its path is empty. */
  readonly isRoot: boolean;
  /** Whether the site has the other mirrors that documents name. */
  readonly hasOthers: boolean;
  readonly sudo: boolean;
}

const both = [true, false] as const;

/** Every way in which the sites that use the library differ. */
export const settings: readonly Setting[] = both.flatMap((isRoot) =>
  both.flatMap((hasOthers) =>
    both.flatMap((sudo) => (['https', 'http'] as const).map((scheme) => ({ scheme, isRoot, hasOthers, sudo }))),
  ),
);

/**
 * The least alike of them, with sudo and without: below a path over https beside all others, and alone on a host of its own
 * over http.
 */
export const unlikeSettings = settings.filter(
  ({ scheme, isRoot, hasOthers }) => isRoot === (scheme === 'http') && hasOthers !== isRoot,
);

/** What a page shows for one choice of everything that a block asks for: lines to paste, or code within a sentence. */
export interface Lines {
  readonly document: HelpDocument;
  /** Whether they stand by themselves. */
  readonly isFence: boolean;
  /** Language that the lines are in. */
  readonly lang?: string;
  /** The file that they are for. */
  readonly path?: string;
  readonly append?: boolean;
  readonly endpoint: string;
  readonly variables: Variables;
  readonly text: string;
}

/** Everything that the library can show in these settings. */
export function linesIn(where: readonly Setting[]): Lines[] {
  return where.flatMap((setting) => library.flatMap((from) => pageLines(from, setting)));
}

/** The first of those that look the same to the program that reads them. */
export function distinct(lines: readonly Lines[]): Lines[] {
  const byLook = new Map(lines.toReversed().map((line) => [`${line.document.cname} ${line.path} ${line.text}`, line]));
  return [...byLook.values()].reverse();
}

let fences: readonly Lines[];

/**
 * The lines of a document as root uses them, in the two unlike settings and with every choice. English alone:
 * Chinese has the same, and that is tested.
 *
 * @param which the path of the file that they are for, or what they look like
 * @throws when there are none
 */
export function fencesOf(cname: string, which: string | RegExp): readonly Lines[] {
  fences ??= linesIn(unlikeSettings.filter(({ sudo }) => !sudo)).filter(({ isFence }) => isFence);
  const ofDocument = fences.filter(({ document }) => document.cname === cname && document.language === 'en');
  const found = ofDocument.filter(({ path, text }) => (typeof which === 'string' ? path === which : which.test(text)));
  if (found.length === 0) throw new Error(`no fence of ${cname} is like ${which}`);
  return found;
}

/** The one fence that looks so; there is nothing to choose. It is there twice, once for each setting. */
export function fenceOf(cname: string, which: string | RegExp): readonly Lines[] {
  const found = fencesOf(cname, which);
  if (found.length !== unlikeSettings.length / 2) throw new Error(`several fences of ${cname} are like ${which}`);
  return found;
}

/** How a failure names lines. */
export function nameLines({ document, path, endpoint, text }: Lines): string {
  return `${document.cname} (${document.language}, ${endpoint}${path ? `, ${path}` : ''}):\n${text}`;
}

function pageLines({ document, ...pages }: LibraryPage, { scheme, isRoot, hasOthers, sudo }: Setting): Lines[] {
  const page = hasOthers ? pages.page : pages.pageAlone;
  const address = isRoot ? `${scheme}://mirror.example.net/` : `${scheme}://mirrors.example.org/pub/${document.cname}/`;
  const predefined = predefinedVariables(address, document.scheme, sudo, hasOthers ? siteWithAll(scheme) : {});
  const endpoint = predefined.endpoint as string;
  const render = (template: Template, inputs: readonly Input[]) =>
    everyChoice([...page.globals, ...inputs]).map((chosen) => {
      const variables = blockVariables([...page.globals, ...inputs], chosen, predefined);
      return { document, isFence: false, endpoint, variables, text: renderTemplate(template, variables) };
    });
  return page.segments.flatMap((segment): Lines[] => {
    if ('inline' in segment) return render(segment.inline.template, []);
    if (!('block' in segment)) return [];
    const { template, inputs, lang, path, append } = segment.block;
    return render(template, inputs).map((lines) => ({ ...lines, isFence: true, lang, path, append }));
  });
}

/** All combinations of what can be chosen; texts stand at their defaults. */
export function everyChoice(inputs: readonly Input[]): Chosen[] {
  return inputs.reduce<Chosen[]>(
    (all, { name, choices }) =>
      choices.length === 0 ? all : all.flatMap((chosen) => choices.map(({ value }) => ({ ...chosen, [name]: value }))),
    [{}],
  );
}

/** A piece of text with a scheme; what ends it is nothing that stands in the addresses of mirrors. */
const ADDRESS = /\b(?:https?|rsync|ftp|git):\/\/[^\s"'`<>|)\\,;]*/g;

/** The addresses in a text. */
export function addressesIn(text: string): string[] {
  return text.match(ADDRESS) ?? [];
}

/**
 * Whether lines may name an address: one of the mirror's own, over rsync too, of another mirror that the document names, or
 * one that the document says it keeps.
 */
export function isOwnAddress(address: string, { document, endpoint, variables }: Lines): boolean {
  const others = Object.entries(variables).flatMap(([name, value]) => (mirrorOf(name) ? [String(value)] : []));
  const roots = [endpoint, `rsync://${variables.host}${variables.path}`, ...others];
  const isBelow = roots.some((root) => address === root || address.startsWith(`${root}/`));
  return isBelow || document.keeps.some((kept) => address.startsWith(kept));
}
