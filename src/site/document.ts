import type { Language } from '../base/localized.ts';
import type { Plain } from '../base/plain.ts';
import { fillRoute, type PagePath, pathToFile } from '../serving/paths.ts';
import type { Words } from '../words/words.ts';
import type { SiteContext } from './context.ts';
import { eachInLanguages, type FilePlan } from './page.ts';
import type { ViewTools } from './tools.ts';
import { pageToPath } from './views/paths.ts';

/** A file to write as it is; its text is asked for only when the inputs are new. */
export interface TextPlan extends FilePlan {
  readonly text: () => Promise<string> | string;
}

/** What a document may be made from beside what a page may: which pages there are. */
export interface DocumentContext extends SiteContext {
  /** Those that search engines should know, in the first language. */
  readonly sitemapPages: readonly PagePath[];
}

/** A kind of file for programs, declared once, as pages are; see page.ts. */
export interface DocumentDeclaration<Item, Inputs> {
  /** Its address; parts in brackets are filled in by `params`: `/api/mirrors/[slug].json`. */
  readonly route: PagePath;
  /** It is made in each language, at an address of its own. */
  readonly inEachLanguage?: true;
  /** The about page names it, with what it is for. */
  readonly meaning?: keyof Words['aboutPage']['programs'];
  readonly each: (context: DocumentContext, language: Language) => readonly Item[];
  readonly params?: (item: Item) => Readonly<Record<string, string>>;
  /** Everything that decides what is in it, beside the language and the code. */
  readonly inputs: (item: Item, context: DocumentContext, language: Language) => Inputs & Plain<Inputs>;
  /** It shows some of the history; while that cannot be read, the file that is there stays. */
  readonly isFromHistory?: true;
  readonly text: (inputs: Inputs, language: Language, tools: ViewTools) => Promise<string> | string;
}

/** A kind of file for programs, as the registry lists it. */
export interface Document
  extends Pick<DocumentDeclaration<never, never>, 'route' | 'inEachLanguage' | 'meaning' | 'params'> {
  readonly plan: (context: DocumentContext, tools: ViewTools) => TextPlan[];
}

/** Declare a kind of file for programs. */
export function document<Item, Inputs>(declared: DocumentDeclaration<Item, Inputs>): Document {
  const { route, inEachLanguage, meaning, each, params, isFromHistory } = declared;
  return {
    route,
    inEachLanguage,
    meaning,
    params,
    plan: (context, tools) => {
      const languages = inEachLanguage ? context.portal.languages : context.portal.languages.slice(0, 1);
      return eachInLanguages(languages, (language) => each(context, language)).map(({ item, language }) => {
        const inputs = declared.inputs(item, context, language);
        return {
          file: pathToFile(pageToPath(fillRoute(route, params?.(item)), language, context.portal)),
          inputs: [language, inputs],
          isPartial: isFromHistory && !context.history,
          text: () => declared.text(inputs, language, tools),
        };
      });
    },
  };
}

/** A value as a file of JSON. */
export function toJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
