import type { ArticleWords } from '../words/article-words.ts';
import { type Highlight, pageToArticle } from './article.ts';
import { needsRoot } from './commands.ts';
import { type HelpPage, type Segment, toHelpPage } from './help-page.ts';
import { overlayHelp } from './layers.ts';
import { pageToFiles } from './page-files.ts';
import type { ArticleView, HelpRequest } from './request.ts';
import { type Input, isForMirror, type SettingInput, schemesOf } from './variables.ts';
import { withoutMissing } from './without-missing.ts';

export { pageToMarkdown, pageToText } from './help-page.ts';

/** Read the document of a request. */
export function readPage({ layers, language, site, links }: HelpRequest): HelpPage {
  // A document has few links, and a site has many names.
  const linkTo = (cname: string) =>
    links.paths.find(([name]) => name === cname)?.[1] ?? (links.others.includes(cname) ? null : undefined);
  const document = overlayHelp(layers).value.find((document) => document.language === language)!;
  return withoutMissing(toHelpPage(document, { ...site, linkTo }).value, site.missing ?? []);
}

/** A page as it is shown to the reader whom the request is for. */
export async function drawArticle(
  page: HelpPage,
  request: HelpRequest,
  highlight: Highlight,
  words: ArticleWords,
  ended: readonly string[],
): Promise<ArticleView> {
  const inputs = [...page.globals, ...page.segments.flatMap(inputsOf)];
  return {
    title: page.title,
    html: await pageToArticle(page, { words, filesUrl: request.filesUrl, highlight, ended }),
    toc: page.toc,
    checked: page.checked,
    sources: page.sources.map((href) => ({ href, host: new URL(href).host })),
    credits: page.credits,
    choices: choicesOf(page, request),
    script: {
      inputs: mergedByName(inputs).map(inputToScript),
      globals: page.globals.map(({ name }) => name),
      address: request.site.address,
      scheme: page.scheme,
      mirrors: request.site.mirrors,
      lines: request.lines,
    },
  };
}

/**
 * A ready file of a page.
 *
 * @throws when the page has no such file
 */
export function drawFile(page: HelpPage, path: string): string {
  const file = pageToFiles(page).find((one) => one.path === path);
  if (!file) throw new Error(`there is no file ${path} in the help of ${page.title}`);
  return file.text;
}

function inputToScript({ kind, name, choices, accepts, default: first }: Input): SettingInput {
  return {
    ...{ kind, name, accepts, default: first },
    choices: choices.map(({ value, variables }) => ({ value, variables })),
  };
}

function inputsOf(segment: Segment): readonly Input[] {
  return 'block' in segment ? segment.block.inputs : [];
}

/** One input for each name, with every choice that some block offers. */
function mergedByName(inputs: readonly Input[]): Input[] {
  return [...Map.groupBy(inputs, ({ name }) => name).values()].map((same) => {
    const choices = new Map(same.flatMap((input) => input.choices).map((choice) => [choice.value, choice]));
    return { ...same[0]!, choices: [...choices.values()] };
  });
}

/** Which page-wide choices change something: those whose variables some template, or the command for a file, uses. */
function choicesOf({ segments, scheme }: HelpPage, { lines, site }: HelpRequest): ArticleView['choices'] {
  const blocks = segments.flatMap((segment) => ('block' in segment ? segment.block : []));
  const shown = [...blocks, ...segments.flatMap((segment) => ('inline' in segment ? segment.inline : []))];
  const hasHttps = [...schemesOf(site.address), ...lines.flatMap(({ schemes }) => schemes)].includes('https');
  const used = new Set(shown.flatMap(({ template }) => [...template.names.keys()]));
  const uses = (...names: string[]) => names.some((name) => used.has(name));
  const usesAddress = uses('endpoint') || [...used].some(isForMirror);
  return [
    ...(!scheme && hasHttps && (usesAddress || uses('scheme', 'http')) ? ['scheme' as const] : []),
    ...(uses('sudo') || blocks.some(({ path }) => path && needsRoot(path)) ? ['sudo' as const] : []),
    ...(lines.length > 1 && (usesAddress || uses('host', 'hostname')) ? ['line' as const] : []),
  ];
}
