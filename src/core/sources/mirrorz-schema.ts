import * as z from 'zod';

/*
 * The MirrorZ format v1.7 as real sites publish it: every optional field may be missing, null or empty,
 * numbers come as strings, and unknown keys are other people's business. The strict reading of what is
 * wanted is in mirrorz.ts; here only what cannot be used at all is refused.
 */

const optionalText = z.union([z.string(), z.number().transform(String)]).nullish();
const optionalFlag = z.boolean().nullish();

export const rawSite = z.looseObject({
  url: z.string().min(1),
  abbr: z.string().min(1),
  name: optionalText,
  logo: optionalText,
  logo_darkmode: optionalText,
  homepage: optionalText,
  issue: optionalText,
  request: optionalText,
  email: optionalText,
  group: optionalText,
  disk: optionalText,
  note: optionalText,
  big: optionalText,
  disable: optionalFlag,
});
export type RawSite = z.infer<typeof rawSite>;

export const rawMirror = z.looseObject({
  cname: z.string(),
  url: z.string(),
  status: z.string().nullish(),
  desc: optionalText,
  help: optionalText,
  upstream: optionalText,
  size: optionalText,
  disable: optionalFlag,
});
export type RawMirror = z.infer<typeof rawMirror>;

export const rawDownloads = z.looseObject({
  distro: z.string().min(1),
  category: z.string().nullish(),
  urls: z.array(z.looseObject({ name: z.string(), url: z.string().min(1) })).nullish(),
});

export const rawEndpoint = z.looseObject({
  label: z.string().min(1),
  resolve: z.string().min(1),
  public: optionalFlag,
  filter: z.array(z.string()).nullish(),
  range: z.array(z.string()).nullish(),
});

/** What a document must have to be kept at all; its rows are read one by one, so that one bad row is one row. */
export const rawDocument = z.looseObject({
  version: z.union([z.number(), z.string()]).nullish(),
  site: rawSite,
  info: z.array(z.unknown()).nullish(),
  mirrors: z.array(z.unknown()),
  endpoints: z.array(z.unknown()).nullish(),
});
