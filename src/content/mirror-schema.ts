import * as z from 'zod';
import { categories } from '../model/category.ts';
import { states } from '../model/report.ts';
import { mirrorServeSchema } from '../model/serve-schema.ts';
import { localizedText } from './portal-schema.ts';

/** `mirrors/<cname>.yaml`: what no source tells of a mirror. It wins over every source. */
export const mirrorSchema = z.strictObject({
  cname: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the mirror where the file cannot be named so. Default: the name of the file'),
  name: localizedText
    .optional()
    .describe('Name for people. Example: `{ zh: 优麒麟, en: Ubuntu Kylin }`. Default: the cname'),
  desc: localizedText.optional().describe('What it is, in one sentence'),
  category: z.enum(categories).optional().describe('Which kind of thing it is; the index offers these as chips'),
  url: z.string().min(1).optional().describe('Address, below the site or absolute. Default: `/<cname>`'),
  homepage: z.string().optional().describe('Address of the project itself'),
  upstream: z.string().optional().describe('Where it is synced from'),
  size: z.string().optional().describe('Size, when no source knows it. Example: `1.2T`'),
  help: z.string().optional().describe('Address of its help, where it is not a document of this portal'),
  state: z.enum(states).optional().describe('State of a mirror that nothing reports on. Example: `cache`'),
  alias: z
    .string()
    .min(1)
    .optional()
    .describe('cname of another mirror, whose state, times and size this one shows, whatever is told of its own'),
  everyHours: z
    .number()
    .positive()
    .optional()
    .describe('How often it should sync, in hours. Default: as seen, else as scheduled, else 24'),
  serve: mirrorServeSchema
    .optional()
    .describe('How web servers serve its files, where `serve` of portal.yaml asks for that'),
  hidden: z.boolean().optional().describe('Leave it off the pages. Default: false'),
  added: z.iso.date().optional().describe('Since when the site carries it; it counts as new for 30 days'),
});

export type MirrorContent = z.infer<typeof mirrorSchema>;

/** `cname.json`: other names of mirrors, `{ "alias": "cname" }`; followed until no alias is left. */
export const cnameSchema = z.record(z.string(), z.string());
