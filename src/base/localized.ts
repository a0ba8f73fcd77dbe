/** The languages the portal is written in. */
export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

export function isLanguage(text: string | undefined): text is Language {
  return languages.includes(text as Language);
}

/** Text in one or more languages; a plain string serves every language. */
export type Localized = string | { readonly [language in Language]?: string | undefined };

/** The text in `language`, else in the first language that has it. */
export function textIn(text: Localized | undefined, language: Language): string | undefined {
  if (text === undefined || typeof text === 'string') return text;
  return text[language] ?? languages.map((other) => text[other]).find((other) => other !== undefined);
}
