import { type Language, type Localized, languages } from '../base/localized.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import type { CatalogueEntry } from '../model/catalogue.ts';
import type { Mirror } from '../model/portal.ts';
import type { Report } from '../model/report.ts';

/** What is said of the project of a mirror, the upper layer first. */
export interface MirrorLayers {
  readonly own: MirrorContent | undefined;
  readonly report: Report | undefined;
  readonly library: CatalogueEntry | undefined;
}

/** What a mirror is of: the site's own file counts before the source, and that before the library. */
export function mirrorFacts(
  cname: string,
  { own, report, library }: MirrorLayers,
): Pick<Mirror, 'name' | 'desc' | 'category' | 'homepage' | 'words'> {
  const words = searchWords(cname, own?.words ?? [], library);
  return {
    name: inAllLanguages(own?.name, library?.name) ?? cname,
    desc: inAllLanguages(own?.desc ?? reportedDesc(report, library), library?.desc),
    category: own?.category ?? library?.category,
    homepage: own?.homepage ?? library?.homepage,
    ...(words.length > 0 && { words }),
  };
}

/** What the upper layer says, in the languages that it lacks with what the lower one says. */
function inAllLanguages(upper: Localized | undefined, lower: Localized | undefined): Localized | undefined {
  if (upper === undefined || lower === undefined) return upper ?? lower;
  if (typeof upper === 'string') return upper;
  return { ...perLanguage(lower), ...perLanguage(upper) };
}

function perLanguage(text: Localized): Localized & object {
  const texts = languages.map((language) => [language, typeof text === 'string' ? text : text[language]] as const);
  return Object.fromEntries(texts.filter(([, own]) => own !== undefined));
}

/** Sources do not say which language a text is in; that matters where the library has the others. */
function reportedDesc(report: Report | undefined, library: CatalogueEntry | undefined): Localized | undefined {
  const desc = report?.desc;
  return desc === undefined || !library ? desc : { [languageOf(desc)]: desc };
}

function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

/** Each once, whatever its case, and none that the cname is. */
function searchWords(cname: string, own: readonly string[], library: CatalogueEntry | undefined): string[] {
  const all = [cname, ...own, ...(library ? [...library.words, library.cname, ...library.also] : [])];
  const keys = all.map((word) => word.toLowerCase());
  return all.filter((_, at) => at > 0 && keys.indexOf(keys[at]!) === at);
}
