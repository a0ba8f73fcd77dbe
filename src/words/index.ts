import type { Language } from '../base/localized.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export type { Words } from './words.ts';

const byLanguage: Readonly<Record<Language, Words>> = { zh, en };

export function wordsIn(language: Language): Words {
  return byLanguage[language];
}

/** Name of `language` in the language of the readers: `Chinese` for readers of English. */
export function languageNameIn(language: Language, readers: Language): string {
  return new Intl.DisplayNames(wordsIn(readers).tag, { type: 'language' }).of(language) ?? language;
}
