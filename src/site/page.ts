import type { Language } from '../base/localized.ts';
import type { Plain } from '../base/plain.ts';
import type { ListingPart } from '../serving/paths.ts';
import { fillRoute, type PagePath, pathToFile } from '../serving/paths.ts';
import type { SiteContext } from './context.ts';
import type { ViewTools } from './tools.ts';
import { bannersOf, type Subject } from './views/banners.ts';
import { type Framed, type FrameInputs, frameView, type PageTexts, type Section } from './views/frame.ts';
import { pageToPath } from './views/paths.ts';

/** A file of the site, and what it is made from. */
export interface FilePlan {
  /** Below the output folder: `en/status/index.html`. */
  readonly file: string;
  /** Everything that decides what is in the file; equal inputs make equal files. */
  readonly inputs: readonly unknown[];
  /** What else than the history it is made from, of a file that is made from that. */
  readonly base?: readonly unknown[] | undefined;
  /** The history cannot be read, so a file of the same base that is there is better than this one. */
  readonly isPartial?: boolean | undefined;
}

/** A page to draw. */
export interface PagePlan<View = unknown> extends FilePlan {
  /** Address below the site: `/en/status/`. */
  readonly path: PagePath;
  /** The Astro page that draws it. */
  readonly template: string;
  /** Only what stands on one side of the files, of the page around a list of files. */
  readonly part?: ListingPart | undefined;
  /** What the Astro page shows; asked for only when the inputs are new. */
  readonly view: () => Promise<View>;
}

/**
 * A kind of page, declared once: where it is, what it is made for each of, what it is made from, and what it shows. The view
 * gets its inputs and no portal, so what is missing in the inputs does not compile.
 */
export interface PageDeclaration<T extends string, Item, Inputs, Content extends object> {
  /** Its address in the first language; parts in brackets are filled in by `params`: `/help/[slug]/`. */
  readonly route: PagePath;
  /** The Astro page below src/pages/ that draws it. */
  readonly template: T;
  /** The entry of the navigation that is marked on it. */
  readonly section?: Section;
  /** The navigation leads to it, where the site has it, or while this holds. */
  readonly isInNavigation?: true | ((context: SiteContext) => boolean);
  readonly inSitemap?: true;
  /** It is a piece of other pages, or an answer at any address: it has no address to share, and no translations. */
  readonly isUnaddressed?: true;
  /** It is made in the first language only. */
  readonly inFirstLanguage?: true;
  /** What it is made for each of; none for a page that this site lacks. */
  readonly each: (context: SiteContext, language: Language) => readonly Item[];
  readonly params?: (item: Item) => Readonly<Record<string, string>>;
  readonly part?: (item: Item) => ListingPart;
  /** What it is about, for the incidents that it announces. */
  readonly subject?: (item: Item) => Subject | undefined;
  /** Everything that decides what it shows, beside the frame that all pages have, the language and the code. */
  readonly inputs: (item: Item, context: SiteContext, language: Language) => Inputs & Plain<Inputs>;
  /**
   * The inputs that do not come from the history, for a page that shows some of it: while the history cannot be read, the
   * page that is there stays as long as these are the same.
   */
  readonly withoutHistory?: (inputs: Inputs) => unknown;
  readonly title: (inputs: Inputs, language: Language, siteName: string) => PageTexts;
  readonly view: (inputs: Inputs, language: Language, tools: ViewTools) => Content | Promise<Content>;
}

/** A kind of page, as the registry lists it. */
export interface Page<T extends string = string, Content = unknown>
  extends Pick<
    PageDeclaration<T, never, never, object>,
    'route' | 'template' | 'section' | 'isInNavigation' | 'inSitemap'
  > {
  /** The addresses that it has on this site, in the first language. */
  readonly addresses: (context: SiteContext) => PagePath[];
  /** Items outside, languages inside: what is remembered of a mirror is read once for all languages. */
  readonly plan: (context: SiteContext, frame: FrameInputs, tools: ViewTools) => PagePlan<Content & Framed>[];
}

/** Declare a kind of page. */
export function page<const T extends string, Item, Inputs, Content extends object>(
  declared: PageDeclaration<T, Item, Inputs, Content>,
): Page<T, Content> {
  const { route, template, section, isInNavigation, inSitemap, each } = declared;
  const addressOf = (item: Item) => fillRoute(route, declared.params?.(item));
  return {
    route,
    template,
    section,
    isInNavigation,
    inSitemap,
    addresses: (context) => each(context, context.portal.languages[0]).map(addressOf),
    plan: (context, frame, tools) => {
      const languages = declared.inFirstLanguage ? context.portal.languages.slice(0, 1) : context.portal.languages;
      return eachInLanguages(languages, (language) => each(context, language)).map(({ item, language }) => {
        const address = addressOf(item);
        const inputs = declared.inputs(item, context, language);
        return planPage({ declared, item, inputs, address, language }, context, frame, tools);
      });
    },
  };
}

/** What is made for each of, in all languages, item by item. */
export function eachInLanguages<Item>(
  languages: readonly Language[],
  each: (language: Language) => readonly Item[],
): { readonly item: Item; readonly language: Language }[] {
  const lists = languages.map((language) => each(language).map((item) => ({ item, language })));
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}

/** One page in one language. */
interface OnePage<Item, Inputs, Content extends object> {
  readonly declared: PageDeclaration<string, Item, Inputs, Content>;
  readonly item: Item;
  readonly inputs: Inputs;
  readonly address: PagePath;
  readonly language: Language;
}

function planPage<Item, Inputs, Content extends object>(
  { declared, item, inputs, address, language }: OnePage<Item, Inputs, Content>,
  context: SiteContext,
  frame: FrameInputs,
  tools: ViewTools,
): PagePlan<Content & Framed> {
  const { template, section, withoutHistory, isUnaddressed } = declared;
  const { history, portal } = context;
  const banners = bannersOf(context, language, declared.subject?.(item));
  const path = pageToPath(address, language, portal);
  const place = { section, page: isUnaddressed ? undefined : address };
  return {
    file: pathToFile(path),
    path,
    template,
    part: declared.part?.(item),
    inputs: [language, frame, banners, inputs],
    base: withoutHistory && [language, frame, banners, withoutHistory(inputs)],
    isPartial: withoutHistory && !history,
    view: async () => ({
      ...(await declared.view(inputs, language, tools)),
      frame: frameView({ ...frame, banners }, language, place, (siteName) =>
        declared.title(inputs, language, siteName),
      ),
    }),
  };
}

/** For a page or a document that a site has once. */
export const once = () => [{}] as const;
