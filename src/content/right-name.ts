import { type Language, languages } from '../base/localized.ts';
import { nearestName } from '../base/nearest-name.ts';
import { allKinds, type ContentKind, contentKinds, isRead, kindFolders, partsOf } from '../model/content-kinds.ts';

/** What a name is compared with. */
export interface NameContext {
  /** The languages of the portal, the first one first. */
  readonly languages: readonly Language[];
  /** Files that portal.yaml names and that are not there. */
  readonly wanted: readonly string[];
  /** Whether there is a file or folder of this name. */
  readonly isThere: (name: string) => boolean;
}

/** Endings of texts, and those that are read in their place. */
const ENDINGS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(ya?ml|json)$/i, ['.yaml', '.json']],
  [/\.(md|markdown|mdown|mkdn?|txt)$/i, ['.md']],
];

/** Files that are recognized by their name alone, in any folder: news by its day, and of the pages the one that is usual. */
const TELLING: readonly { readonly kind: ContentKind; readonly name: RegExp }[] = [
  { kind: contentKinds.news, name: contentKinds.news.name },
  { kind: contentKinds.page, name: /^about\./ },
];

/** The fixed names of files at the top of the content folder. */
const TOP_NAMES = allKinds.filter(({ folder }) => folder === '').map(({ file }) => file);

/**
 * The name that was probably meant by that of a file which nothing reads, relative to the content folder: one that is not
 * there yet, if there is one.
 */
export function fileToRightName(name: string, context: NameContext): string | undefined {
  const candidates = namesLike(name, context.languages).flatMap((like) => placesOf(like));
  const right = [...candidates.filter((candidate) => candidate !== name && isRead(candidate)), ...spelt(name, context)];
  return right.find((candidate) => !context.isThere(candidate)) ?? right[0];
}

/** The folder that was probably meant by one that nothing reads. */
export function folderToRightName(name: string): string | undefined {
  return nearestName(name, kindFolders);
}

/** The same name with each ending and each language that it may have been meant with. */
function namesLike(name: string, shown: readonly Language[]): string[] {
  const [pattern, endings] = ENDINGS.find(([ending]) => ending.test(name)) ?? [];
  if (!pattern || !endings) return [];
  const stem = name.replace(pattern, '');
  return endings.flatMap((ending) => stemsLike(stem, ending, shown).map((like) => like + ending));
}

/** A language at the end of a name, with region or script: `.en-US`, `-EN`, `/zh_Hans`. `cn` means Chinese. */
const TAG = new RegExp(`^(.*?)([./_-])(${languages.join('|')}|cn)([-_][a-z0-9]+)*$`, 'i');

function stemsLike(stem: string, ending: string, shown: readonly Language[]): string[] {
  const [, before, separator, tag] = TAG.exec(stem) ?? [];
  if (tag === undefined) return [stem, ...(ending === '.md' ? shown.map((language) => `${stem}.${language}`) : [])];
  const language = tag.toLowerCase() === 'cn' ? 'zh' : tag.toLowerCase();
  return [stem, `${before}${separator === '/' ? '/' : '.'}${language}`];
}

/** The name as it is, and in the folder of a kind that it belongs to by its looks. */
function placesOf(name: string): string[] {
  const last = name.slice(name.lastIndexOf('/') + 1);
  const telling = TELLING.filter(({ kind, name }) => name.test(last) && partsOf(kind, last) !== undefined);
  return [name, ...telling.map(({ kind }) => `${kind.folder}/${last}`)];
}

/** Names at the top of the content folder, and those that portal.yaml wants, that are spelt nearly so. */
function spelt(name: string, { wanted }: NameContext): string[] {
  const known = name.includes('/') ? wanted : [...wanted, ...TOP_NAMES];
  const nearest = nearestName(name, known, 4);
  return nearest === undefined ? [] : [nearest];
}
