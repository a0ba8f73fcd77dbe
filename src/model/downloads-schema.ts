import * as z from 'zod';

/** `downloads:` of portal.yaml: how trees are searched for files to download. */
export const downloadsSchema = z.strictObject({
  everyMinutes: z
    .int()
    .min(5)
    .default(60)
    .describe('Minutes after which a tree is searched again; also after each sync'),
  seconds: z
    .int()
    .min(1)
    .default(20)
    .describe('Most time that a build spends on it; what is left is searched by the next one'),
  genisolist: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Configuration of genisolist whose sections are used besides the rules, relative to the content folder. Example: `/srv/genisolist/genisolist.ini`',
    ),
});

export type DownloadsContent = z.infer<typeof downloadsSchema>;
