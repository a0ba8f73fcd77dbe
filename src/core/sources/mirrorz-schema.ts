import * as z from 'zod';

/*
 * What cannot be done without in a MirrorZ document. Everything else may be missing, null, empty or of
 * another kind, and unknown keys are other people's business: mirrorz.ts reads field by field.
 */

export const rawSite = z.looseObject({ url: z.string().min(1), abbr: z.string().min(1) });
export type RawSite = z.infer<typeof rawSite>;

/** What a document must have to be kept at all; its rows are read one by one, so that one bad row is one row. */
export const rawDocument = z.looseObject({ site: rawSite, mirrors: z.array(z.unknown()) });

export const rawMirror = z.looseObject({ cname: z.string(), url: z.string() });
export type RawMirror = z.infer<typeof rawMirror>;

export const rawDownloads = z.looseObject({
  distro: z.string().min(1),
  category: z.string().nullish(),
  urls: z.array(z.looseObject({ name: z.string(), url: z.string().min(1) })).nullish(),
});

export const rawEndpoint = z.looseObject({
  label: z.string().min(1),
  resolve: z.string().min(1),
  public: z.boolean().nullish(),
  filter: z.array(z.string()).nullish(),
  range: z.array(z.string()).nullish(),
});
