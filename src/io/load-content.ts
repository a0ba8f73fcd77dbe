import { join } from 'node:path';
import { languages } from '../base/localized.ts';
import { OperatorError } from '../base/operator-error.ts';
import { type Checked, problemsOf } from '../base/problems.ts';
import { ownPictures } from '../content/own-pictures.ts';
import { namedPaths } from '../content/path-keys.ts';
import {
  groupDocuments,
  nameSources,
  readCnameFile,
  readMirrorFiles,
  readPortalFile,
  type Source,
} from '../content/read-content.ts';
import { readIncidentFiles } from '../content/read-incidents.ts';
import { readNewsFiles } from '../content/read-news.ts';
import { fileToRightName } from '../content/right-name.ts';
import { isTextIn, unreadProblems } from '../content/unread-files.ts';
import { contentKinds, filesOfKind, nameBelow } from '../model/content-kinds.ts';
import type { PortalInputs } from '../portal/assemble.ts';
import { readContentFile, readContentFiles, shownPath } from './content-folder.ts';
import { listContent, type RunFolders } from './list-content.ts';
import { listFiles } from './list-files.ts';
import { loadPictures } from './load-pictures.ts';

/** What people wrote: everything of a portal but what its sources say. */
export type LoadedContent = Omit<
  PortalInputs,
  'readings' | 'snapshots' | 'catalogue' | 'help' | 'historyFacts' | 'reservedNames' | 'now'
> & {
  readonly sources: readonly Source[];
  /** Files and folders that portal.yaml names, relative to the content folder. */
  readonly named: readonly string[];
  /** Faults in the site, languages or sources of portal.yaml, or in cname.json, as text. */
  readonly siteFaults: readonly string[];
  /** The files below `help/`, relative to that; their texts are read apart. */
  readonly helpFiles: readonly string[];
};

/**
 * Read the content folder.
 *
 * @param identity the folder of portal.yaml and cname.json, where that is another one
 * @throws when there is no portal.yaml
 */
export function loadContent(folders: RunFolders, identity: string = folders.content): Checked<LoadedContent> {
  const folder = folders.content;
  const portalFile = readContentFile(identity, contentKinds.portal.file);
  if (!portalFile) throw noPortal(folder);
  const content = readPortalFile(portalFile);
  const sources = nameSources(content.value, portalFile.shown);
  const named = namedPaths(content.value);
  const listing = listContent(folders, named);
  const mirrorTexts = readContentFiles(folder, filesOfKind(contentKinds.mirror, listing.files));
  const mirrors = readMirrorFiles(mirrorTexts.value);
  const aliases = readCnameFile(readContentFile(identity, contentKinds.cname.file));
  const pages = readContentFiles(folder, filesOfKind(contentKinds.page, listing.files));
  const textsIn = (kind: 'news' | 'incidents') =>
    readContentFiles(
      folder,
      listing.files.filter((name) => isTextIn(kind, name)),
    );
  const [newsTexts, incidentTexts] = [textsIn('news'), textsIn('incidents')];
  const news = readNewsFiles(newsTexts.value);
  const pictures = loadPictures(ownPictures(content.value), folder, portalFile.shown);
  const machineTimeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const incidents = readIncidentFiles(incidentTexts.value, content.value.timeZone ?? machineTimeZone);
  const siteFaults = [
    ...content.siteFaults,
    ...sources.problems.map(({ says }) => says),
    ...(aliases.problems.some(({ level }) => level === 'error') ? ['cname.json is invalid'] : []),
  ];
  const isPortalFaulty = content.problems.length > 0 || content.siteFaults.length > 0;
  const unread = unreadProblems({ ...listing, isPortalFaulty }, content.value.languages, (name) =>
    shownInFolder(folder, name),
  );
  return {
    value: {
      content: content.value,
      serveFault: content.serveFault,
      contentFile: portalFile.shown,
      sources: sources.value,
      named,
      siteFaults,
      files: [mirrorTexts, pages, newsTexts, incidentTexts].flatMap(({ value }) => value.map(({ name }) => name)),
      helpFiles: listing.files.flatMap((name) => nameBelow(contentKinds.help.folder, name) ?? []),
      mirrorFiles: mirrors.value,
      aliases: aliases.value,
      pages: groupDocuments(pages.value, contentKinds.page),
      news: news.value,
      incidents: incidents.value,
      pictures: pictures.value,
      machineTimeZone,
    },
    problems: [
      ...problemsOf([content, sources, mirrors, aliases, news, incidents, pictures]),
      ...problemsOf([mirrorTexts, pages, newsTexts, incidentTexts]),
      ...unread,
    ],
  };
}

/** A folder keeps the slash at its end. */
function shownInFolder(folder: string, name: string): string {
  return name.endsWith('/') ? `${shownPath(join(folder, name))}/` : shownPath(join(folder, name));
}

function noPortal(folder: string): OperatorError {
  const { file } = contentKinds.portal;
  const there = listFiles(folder, () => false).files;
  const like = there.find(
    (name) => fileToRightName(name, { languages, wanted: [], isThere: (other) => there.includes(other) }) === file,
  );
  const fix = like === undefined ? 'see README.md for the smallest one' : `did you mean ${like}? Rename it`;
  return new OperatorError(`there is no ${shownPath(join(folder, file))}`, fix);
}
