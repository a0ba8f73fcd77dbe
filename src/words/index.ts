import type { Language } from '../base/localized.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';
import { zh } from './zh.ts';

export type { Words } from './words.ts';

const byLanguage: Readonly<Record<Language, Words>> = { zh, en };

export function wordsIn(language: Language): Words {
  return byLanguage[language];
}
