import { join } from 'node:path';
import type { Checked } from '../base/problems.ts';
import {
  groupDocuments,
  nameSources,
  PAGE_NAME,
  readCnameFile,
  readMirrorFiles,
  readPortalFile,
  type Source,
} from '../content/read-content.ts';
import { readNewsFiles } from '../content/read-news.ts';
import type { Ingredients } from '../portal/assemble.ts';
import { readContentFile, readContentFiles, shownPath } from './content-folder.ts';

/** What people wrote: everything of a portal but what its sources say. */
export type LoadedContent = Omit<
  Ingredients,
  'readings' | 'snapshots' | 'help' | 'remembered' | 'reservedNames' | 'now'
> & {
  readonly sources: readonly Source[];
  /** What is wrong with the files that say who the site is and what it is made from, in words. */
  readonly slips: readonly string[];
};

/**
 * Read the content folder.
 *
 * @param identity the folder of portal.yaml and cname.json, where that is another one
 * @throws when there is no portal.yaml
 */
export function loadContent(folder: string, identity: string = folder): Checked<LoadedContent> {
  const portalFile = readContentFile(identity, 'portal.yaml');
  if (!portalFile)
    throw new Error(`there is no ${shownPath(join(folder, 'portal.yaml'))}; see README.md for the smallest one`);
  const content = readPortalFile(portalFile);
  const sources = nameSources(content.value, portalFile.shown);
  const mirrorTexts = readContentFiles(folder, 'mirrors', '.yaml');
  const mirrors = readMirrorFiles(mirrorTexts.files);
  const aliases = readCnameFile(readContentFile(identity, 'cname.json'));
  const pages = readContentFiles(folder, 'pages', '.md');
  const newsTexts = readContentFiles(folder, 'news', '.md');
  const news = readNewsFiles(newsTexts.files);
  const slips = [
    ...content.slips,
    ...sources.problems.map(({ says }) => says),
    ...(aliases.problems.some(({ level }) => level === 'error') ? ['cname.json has a fault'] : []),
  ];
  const unreadable = [mirrorTexts, pages, newsTexts].flatMap((list) => list.unreadable);
  return {
    value: {
      content: content.value,
      serveFault: content.serveFault,
      contentFile: portalFile.shown,
      sources: sources.value,
      slips,
      files: [mirrorTexts, pages, newsTexts].flatMap((list) => list.files.map(({ name }) => name)),
      mirrorFiles: mirrors.value,
      aliases: aliases.value,
      pages: groupDocuments(pages.files, 'pages', PAGE_NAME),
      news: news.value,
      machineTimeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    problems: [...[content, sources, mirrors, aliases, news].flatMap(({ problems }) => problems), ...unreadable],
  };
}
