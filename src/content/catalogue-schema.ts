import * as z from 'zod';
import { categories } from '../model/category.ts';
import { localizedText, webAddress } from './localized-schema.ts';

const homepage = z.url({ protocol: /^https$/, error: 'expected an address that begins with https://' });

/** Words that people type to find a mirror. */
export const searchWords = z.array(z.string().min(1));

/** `library/mirrors/<cname>.yaml`: what every site that mirrors a project says of it, unless it says something else. */
export const catalogueSchema = z.strictObject({
  name: localizedText.describe('Display name, at most 40 characters. Example: `{ zh: 优麒麟, en: Ubuntu Kylin }`'),
  desc: localizedText.describe(
    'Description in one sentence without a full stop, in each language: at most 40 Chinese characters (two Latin letters count as one), 100 letters in English',
  ),
  category: z.enum(categories).describe('Category of the project; the index can be filtered by category'),
  homepage: homepage.optional().describe('Home page of the project, https. Left out where there is none any more'),
  words: searchWords
    .optional()
    .describe('Words that people type to find it, if its names do not have them. Example: `[乌班图]`'),
  also: z
    .array(z.string().min(1))
    .optional()
    .describe('Other cnames of the same project; an entry of such a name comes first. Example: `[debian-cdimage]`'),
  source: z
    .union([webAddress, z.array(webAddress)], { error: 'expected an address, or a list of addresses' })
    .optional()
    .describe('Where facts are from that the homepage does not have'),
});
