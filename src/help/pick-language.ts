import { type Language, languages } from '../base/localized.ts';
import type { HelpFacts } from '../model/help.ts';

/** The document to show in a language: its own, else another. */
export function pickLanguage({ files }: Pick<HelpFacts, 'files'>, language: Language): Language | undefined {
  return [language, ...languages].find((candidate) => files[candidate]);
}
