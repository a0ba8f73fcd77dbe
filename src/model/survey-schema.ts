import * as z from 'zod';

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' });

/** `survey:` of portal.yaml: what is looked at, how often, and how much of it at once. */
export const surveySchema = z.strictObject({
  everyMinutes: z
    .int()
    .min(5)
    .default(60)
    .describe('Minutes after which a tree is looked at again; also after each sync'),
  seconds: z
    .int()
    .min(1)
    .default(20)
    .describe('Most time that a build spends on it; what is left is looked at by the next one'),
  visits: z
    .boolean()
    .default(true)
    .describe('Ask each endpoint as a visitor does, by https, http and rsync, over IPv4 and IPv6'),
  upstream: z.boolean().default(true).describe('Ask upstream for its own stamp, to say how far behind a mirror is'),
  upstreamMinutes: z.int().min(10).default(60).describe('Minutes after which an upstream is asked again'),
  perHost: z.int().min(1).max(16).default(4).describe('Most connections at once to one host'),
  ca: z.string().min(1).optional().describe('File with CA certificates (PEM) to trust, in addition to those of Node'),
});

/** `survey:` of a mirror's file. */
export const mirrorSurveySchema = z.strictObject({
  kind: z
    .string()
    .min(1)
    .optional()
    .describe('Kind of its tree, a file of `kinds/`. Default: known for common names, else by what is in its folder'),
  upstream: webAddress.optional().describe("Upstream's own tree, to compare with. Default: as its kind says"),
  skip: z.boolean().default(false).describe('Do not look at it'),
});

export type SurveyContent = z.infer<typeof surveySchema>;
export type MirrorSurveyContent = z.infer<typeof mirrorSurveySchema>;
