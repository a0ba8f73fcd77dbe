import * as z from 'zod';
import { languages } from '../base/localized.ts';
import { type Checked, type Problem, problem, quoted } from '../base/problems.ts';
import { splitTitle } from '../base/split-title.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, nameToParts } from '../model/content-kinds.ts';
import type { NewsDocument, NewsItem } from '../model/portal.ts';
import { groupDocuments } from './read-content.ts';

const DAY_LENGTH = '2026-08-08'.length;

/**
 * Read the announcements, the newest first. A file without a date in its name is reported and left out; without a
 * title, the slug is the title.
 */
export function readNewsFiles(files: readonly TextFile[]): Checked<readonly NewsItem[]> {
  const named = files.filter(isNamedWell);
  const items = [...groupDocuments(named, contentKinds.news)].map(([name, translated]): NewsItem => {
    const documents = Object.entries(translated).map(([language, { file, text }]) => [
      language,
      toDocument(file, text, name),
    ]);
    return { name, day: name.slice(0, DAY_LENGTH), documents: Object.fromEntries(documents) };
  });
  return {
    value: items.sort((a, b) => (a.name < b.name ? 1 : -1)),
    problems: [
      ...files.filter((file) => !isNamedWell(file)).map(nameFault),
      ...named.filter(({ text }) => splitTitle(text).title === undefined).map(titleFault),
    ],
  };
}

/** The pattern lets the 31st of February pass. */
function isNamedWell({ name }: TextFile): boolean {
  const day = nameToParts(contentKinds.news, name)?.day;
  return z.iso.date().safeParse(day).success;
}

function toDocument(file: string, text: string, name: string): NewsDocument {
  const { title = name.slice(DAY_LENGTH + 1), rest } = splitTitle(text);
  return { file, title, text: rest };
}

function nameFault({ name, shown }: TextFile): Problem {
  const ending = languages.map((language) => `.${language}.md`).join(' or ');
  const fix = `Name it like news/2026-08-08-new-disks.zh.md: a date, lowercase letters, digits and hyphens, ${ending}; it is left out until then.`;
  return problem('news-name', { file: shown }, `the name ${quoted(name)} is not a valid name for news`, fix);
}

function titleFault({ shown }: TextFile): Problem {
  const fix = 'Start it with a line like `# New disks`; the name of the file is used as the title until then.';
  return problem('news-untitled', { file: shown, line: 1 }, 'the text does not start with a title', fix);
}
