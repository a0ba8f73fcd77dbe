import { counted, type Problem, problem } from '../base/problems.ts';
import { allKinds, isRead, kindFolders } from '../model/content-kinds.ts';
import { fileToRightName, folderToRightName, type NameContext } from './right-name.ts';

/** What there is in a content folder, relative to it. Names that begin with a dot are in neither list. */
export interface ContentListing {
  /** Sorted. */
  readonly files: readonly string[];
  /** Folders that are not looked into, as nothing in them is read. */
  readonly closed: readonly string[];
  /** Folders that are not read, because they do not belong to the content. */
  readonly claimed: readonly string[];
  /** Files and folders that portal.yaml names, there or not. */
  readonly named: readonly string[];
  /** Whether portal.yaml has a fault, so that it may have meant to name others. */
  readonly isPortalFaulty: boolean;
}

/** What editors, systems and merges leave behind. */
const LEFTOVER = /~$|^#.*#$|\.(sw[a-p]|bak|old|orig|rej|tmp)$|^(Thumbs\.db|desktop\.ini)$/i;
/** Names of documents that are usual in a git repository. */
const PAPER = /^(README|LICEN[CS]E|COPYING|CHANGELOG|CONTRIBUTING|AUTHORS)([.-].*)?$/i;

/** More files than this with the same fault in one folder are reported as one problem. */
const MOST_REPORTED = 5;

/** A file or folder that nothing reads, and why that may be. */
interface Unread {
  /** A folder ends with `/`. */
  readonly name: string;
  readonly right: string | undefined;
  /** Key of the files that are reported as one problem. */
  readonly group: string;
}

/**
 * Files of the content folder that no kind takes and portal.yaml does not name, each with the name that was probably meant.
 * While portal.yaml has a fault, only files with a probably mistyped name are reported.
 *
 * @param toShown a name as messages show it; that of a folder ends with `/`
 */
export function unreadProblems(
  { files, closed, claimed, named, isPortalFaulty }: ContentListing,
  languages: NameContext['languages'],
  toShown: (name: string) => string,
): Problem[] {
  const there = new Set([...files, ...foldersOf(files), ...closed, ...claimed]);
  const isThere = (name: string) => there.has(name);
  const context = { languages, wanted: named.filter((name) => !isThere(name)), isThere };
  const known = new Set(named);
  const unread = [
    ...files.filter((name) => !known.has(name) && !isAccounted(name)).map((name) => toUnreadFile(name, context)),
    ...closed.filter((name) => !isLeftover(name)).map(toUnreadFolder),
  ];
  const reported = unread.filter(({ right }) => right !== undefined || !isPortalFaulty);
  const groups = [...Map.groupBy(reported, ({ group }) => group).values()];
  return groups.flatMap((group) => groupToProblems(group, isThere, toShown));
}

/** Whether a file needs no report: it is read, another check reports it, or it is not content. */
function isAccounted(name: string): boolean {
  return (
    isRead(name) ||
    isTextIn('news', name) ||
    isTextIn('incidents', name) ||
    isLeftover(name) ||
    PAPER.test(lastPart(name))
  );
}

/** Whether a file is a text in `news/` or `incidents/`; the readers of these report invalid names. */
export function isTextIn(folder: 'news' | 'incidents', name: string): boolean {
  return name.startsWith(`${folder}/`) && name.endsWith('.md') && !PAPER.test(lastPart(name));
}

function isLeftover(name: string): boolean {
  return name.split('/').some((part) => LEFTOVER.test(part));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function firstPart(name: string): string {
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
}

function foldersOf(files: readonly string[]): Set<string> {
  return new Set(files.map(firstPart).filter(Boolean));
}

function toUnreadFile(name: string, context: NameContext): Unread {
  const right = fileToRightName(name, context);
  const ending = lastPart(name).split('.').at(-1);
  return { name, right, group: [firstPart(name), right === undefined ? '' : ending].join('\0') };
}

function toUnreadFolder(name: string): Unread {
  const right = name.includes('/') ? undefined : folderToRightName(name);
  return { name: `${name}/`, right: right && `${right}/`, group: `${firstPart(name)}\0/` };
}

function groupToProblems(
  group: readonly Unread[],
  isThere: (name: string) => boolean,
  toShown: (name: string) => string,
): Problem[] {
  const reported = group.length > MOST_REPORTED ? group.slice(0, 1) : group;
  const others = group.length - reported.length;
  return reported.map((unread) => {
    const what = unread.name.endsWith('/') ? 'folder' : 'file';
    const says = `nothing reads this ${what}${others > 0 ? ` (and ${counted(others, 'other')} of the same kind)` : ''}`;
    return problem('unread-file', { file: toShown(unread.name) }, says, fixOf(unread, isThere));
  });
}

function fixOf({ name, right }: Unread, isThere: (name: string) => boolean): string {
  if (right === undefined) return `${wayOf(name)} or list it under \`ignore\` in portal.yaml.`;
  if (isThere(right.replace(/\/$/, '')))
    return `Did you mean ${right}? That one exists too: merge this one into it, and remove this one.`;
  return `Did you mean ${right}? Rename it, or move it out of the content folder.`;
}

/** How files of that folder are named, if it is one of a kind. */
function wayOf(name: string): string {
  const folder = firstPart(name);
  if (!kindFolders.includes(folder) || name.endsWith('/')) return 'Move it out of the content folder,';
  const examples = allKinds.filter((kind) => kind.folder === folder).map(({ example }) => example);
  return `Name it like ${examples.join(' or ')}, move it out of the content folder,`;
}
