import * as z from 'zod';
import { categories } from '../model/category.ts';
import { states } from '../model/report.ts';
import { mirrorServeSchema } from '../model/serve-schema.ts';
import { mirrorSurveySchema } from '../model/survey-schema.ts';
import { searchWords } from './catalogue-schema.ts';
import { localizedText } from './localized-schema.ts';

/** `mirrors/<cname>.yaml`: facts about a mirror. They override every source and the library. */
export const mirrorSchema = z.strictObject({
  cname: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the mirror, if the file cannot have this name. Default: the name of the file'),
  name: localizedText
    .optional()
    .describe(
      'Display name. Example: `{ zh: 优麒麟, en: Ubuntu Kylin }`. Default: that of the library, else the cname',
    ),
  desc: localizedText
    .optional()
    .describe('Description in one sentence. Default: that of its source, else that of the library, in each language'),
  category: z
    .enum(categories)
    .optional()
    .describe('Category of the project; the index can be filtered by category. Default: that of the library'),
  url: z.string().min(1).optional().describe('Address, relative to the site or absolute. Default: `/<cname>`'),
  homepage: z.string().optional().describe('Home page of the project. Default: that of the library'),
  words: searchWords
    .optional()
    .describe('Words that people type to find it, in addition to those of the library. Example: `[乌班图]`'),
  upstream: z.string().optional().describe('Upstream that it is synced from'),
  size: z.string().optional().describe('Size, if no source reports it. Example: `1.2T`'),
  help: z.string().optional().describe('URL of its help, if that is not a document of this portal'),
  state: z.enum(states).optional().describe('State of a mirror that no source reports. Example: `cache`'),
  alias: z
    .string()
    .min(1)
    .optional()
    .describe('cname of another mirror; its state, times and size are shown for this one'),
  everyHours: z
    .number()
    .positive()
    .optional()
    .describe('Expected interval between syncs, in hours. Default: from past syncs, else from the schedule, else 24'),
  serve: mirrorServeSchema.optional().describe('How web servers serve its files; needs `serve` in portal.yaml'),
  survey: mirrorSurveySchema.optional().describe('How its tree is looked at; needs `survey` in portal.yaml'),
  hidden: z.boolean().optional().describe('Do not show it on the pages. Default: as its source says'),
  retired: z
    .strictObject({
      since: z.iso.date().describe('Day since which the site no longer has it'),
      reason: localizedText
        .optional()
        .describe('Why, in a sentence. Example: `{ zh: 上游已停止发布, en: Upstream has ended }`'),
      to: z
        .string()
        .min(1)
        .optional()
        .describe(
          'What takes its place: the cname of another mirror, or an http(s) address. Its files redirect there. Default: they answer 410',
        ),
    })
    .optional()
    .describe('The site no longer has it: its pages say why and where to go, and the index and lists leave it out'),
  added: z.iso.date().optional().describe('Date on which the site added it; it is marked as new for 30 days'),
});

export type MirrorContent = z.infer<typeof mirrorSchema>;

/** `cname.json`: other names of mirrors, `{ "alias": "cname" }`; followed until no alias is left. */
export const cnameSchema = z.record(z.string(), z.string());
