import * as z from 'zod';
import { plainText } from '../base/plain-text.ts';

/*
 * What cannot be done without in a MirrorZ document. Everything else may be missing, null, empty or of
 * another kind, and unknown keys are other people's business: mirrorz.ts reads field by field.
 */

/** Text as pages may show it; what is nothing but blanks and control characters is empty. */
const plain = z.string().transform(plainText);
const filled = plain.pipe(z.string().min(1));

export const rawSite = z.looseObject({ url: filled, abbr: filled });
export type RawSite = z.infer<typeof rawSite>;

/** What a document must have to be kept at all; its rows are read one by one, so that one bad row is one row. */
export const rawDocument = z.looseObject({ site: rawSite, mirrors: z.array(z.unknown()) });

export type RawDocument = z.infer<typeof rawDocument>;

export const rawMirror = z.looseObject({ cname: z.string(), url: z.string() });
export type RawMirror = z.infer<typeof rawMirror>;

export const rawDownloads = z.looseObject({
  distro: filled,
  category: plain.nullish(),
  urls: z.array(z.looseObject({ name: plain, url: filled })).nullish(),
});

export const rawEndpoint = z.looseObject({
  label: filled,
  resolve: filled,
  public: z.boolean().nullish(),
  filter: z.array(plain).nullish(),
  range: z.array(plain).nullish(),
});
