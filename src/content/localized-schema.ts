import * as z from 'zod';
import { type Language, languages } from '../base/localized.ts';

/* What schemas of several files are made of: languages, texts in them, and addresses. */

export const language = z.enum(languages);

const textPerLanguage = Object.fromEntries(languages.map((language) => [language, z.string().optional()])) as Record<
  Language,
  z.ZodOptional<z.ZodString>
>;

/** Text in one language for all readers, or one text per language. */
export const localizedText = z.union([z.string(), z.strictObject(textPerLanguage)]);

export const webAddress = z.url({
  protocol: /^https?$/,
  error: 'expected an address that begins with http:// or https://',
});
