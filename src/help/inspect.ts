import type { Language } from '../base/localized.ts';
import { type Checked, problemsOf } from '../base/problems.ts';
import type {
  HelpFacts,
  HelpFound,
  HelpLayer,
  HelpLines,
  ReadyFile,
  SiteFile,
  SupportedOption,
} from '../model/help.ts';
import type { HelpKey } from '../model/help-key.ts';
import type { HelpSite } from './draft.ts';
import { addressToSiteFile, type FirstFile } from './first-file.ts';
import { firstFiles } from './first-files.ts';
import { type HelpPage, toHelpPage } from './help-page.ts';
import { type HelpDocument, overlayHelp } from './layers.ts';
import { linesToFiles } from './line-files.ts';
import { type PageFile, pageToFiles } from './page-files.ts';
import { type PageLines, pageToLines } from './page-lines.ts';
import type { Input } from './variables.ts';

/**
 * Read the documents of one mirror to see what they hold and what is wrong with them; both are the same on every
 * site that shows them.
 *
 * @param layers what they have of this mirror
 * @param isKnown whether any layer has help of that name; a link to other names is dead
 * @param found what is in the tree of the mirror, where that is known
 */
export function inspectHelp(
  layers: readonly HelpLayer[],
  isKnown: (cname: string) => boolean,
  found: HelpFound = {},
): Checked<HelpFacts> {
  const { value: documents, problems } = overlayHelp(layers);
  const pages = documents.map((document) => ({
    document,
    page: inspectDocument(document, isKnown, found[document.language]),
  }));
  const ofEach = <T>(fact: (page: HelpPage) => T) =>
    Object.fromEntries(pages.map(({ document, page }) => [document.language, fact(page.value)])) as {
      readonly [language in Language]?: T;
    };
  return {
    value: {
      files: ofEach((page) => pageToFiles(page).map((file) => toReadyFile(file, page))),
      lines: ofEach((page) => pageToLines(page).flatMap((lines) => toHelpLines(lines, page))),
      mirrors: ofEach(({ reading }) => [...reading.mirrorNames].sort()),
      supported: ofEach(({ reading }) => supportedOptions([...reading.document.inputs.values()])),
      checked: ofEach(({ checked }) => checked),
      titles: ofEach(({ reading }) => reading.document.title),
      questions: ofEach(({ reading }) =>
        [...reading.document.inputs.values()].flatMap(({ from }) => from?.question ?? []),
      ),
      keys: uniqueKeys(documents.flatMap(({ keys }) => keys)),
      also: [...new Set(documents.flatMap(({ also }) => also))].sort(),
    },
    problems: [...problems, ...problemsOf(pages.map(({ page }) => page))],
  };
}

/** The documents of all languages name the same keys. */
function uniqueKeys(keys: readonly HelpKey[]): HelpKey[] {
  return [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
}

function supportedOptions(inputs: readonly Input[]): SupportedOption[] {
  return inputs.flatMap(({ name, choices }) =>
    choices.flatMap(({ value, until }) => (until === undefined ? [] : [{ input: name, option: value, until }])),
  );
}

function toReadyFile({ path, needs, name, text, block, choice }: PageFile, { reading: { site } }: HelpPage): ReadyFile {
  return { path, needs, block: block.id, choice, asks: toSiteFiles(firstFiles(name, text), site) };
}

/** Lines that lead nowhere are of no interest. */
function toHelpLines({ text, ...lines }: PageLines, { reading: { site } }: HelpPage): HelpLines | [] {
  const asks = toSiteFiles(linesToFiles(text, `${site.url}/`), site);
  return asks.length === 0 ? [] : { ...lines, asks };
}

function toSiteFiles(files: readonly FirstFile[], { mirrors, address }: HelpSite): SiteFile[] {
  const addresses = { ...mirrors, [OWN]: address };
  const asks = files.flatMap((file) => addressToSiteFile(file, addresses) ?? []);
  return asks.map(({ cname, path }) => (cname === OWN ? { path } : { cname, path }));
}

/** Stands for the mirror of the document; no mirror has it as its name. */
const OWN = '';

/** The page of a document on an example site that has every mirror that it names. */
function inspectDocument(
  document: HelpDocument,
  isKnown: (cname: string) => boolean,
  found: HelpSite['found'],
): Checked<HelpPage> {
  const url = 'https://mirrors.example.org';
  const site: HelpSite = {
    title: 'Example',
    address: `${url}/example`,
    mirrors: {},
    sudo: true,
    found,
    url,
    linkTo: (cname) => (isKnown(cname) ? null : undefined),
  };
  const page = toHelpPage(document, site);
  const names = [...page.value.reading.mirrorNames];
  const mirrors = Object.fromEntries(names.map((cname) => [cname, `${url}/${cname}`]));
  return names.length === 0 ? page : toHelpPage(document, { ...site, mirrors });
}
