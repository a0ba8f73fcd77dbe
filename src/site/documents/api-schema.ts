import * as z from 'zod';
import { languages } from '../../base/localized.ts';
import { categories } from '../../model/category.ts';
import { checksumAlgorithms } from '../../model/download.ts';
import { freshnesses } from '../../model/freshness.ts';
import { incidentLevels } from '../../model/incident.ts';
import { type State, states } from '../../model/report.ts';
import { findingKinds, treeVerdicts } from '../../model/survey.ts';
import { failureReasons } from '../../model/sync-failure.ts';
import { document } from '../document.ts';

/*
 * The data that the portal offers to programs. Keys are only added, never removed, so the JSON Schemas allow unknown
 * keys: a program that validates with today's schema also accepts later documents.
 */

const time = () => z.iso.datetime();
const text = z.string();
const eachLanguage = z.object(
  Object.fromEntries(languages.map((language) => [language, text.optional().describe(`In the language ${language}`)])),
);
const localized = () => z.union([text, eachLanguage]);

const stateMeanings: Readonly<Record<State, string>> = {
  failed: 'whose last sync failed',
  paused: 'that an operator stopped',
  unknown: 'whose state is unknown',
  never: 'that have never synced',
  pending: 'whose sync is about to start',
  syncing: 'that are syncing',
  success: 'whose last sync succeeded',
  cache: 'that are fetched from upstream on request',
  proxy: 'that are proxied from upstream',
};

const sizeSchema = z.object({
  text: text.describe('As the source wrote it: `1.5T`'),
  bytes: z.number().nonnegative().optional().describe('In bytes; missing when the text is not a valid size'),
});

const expectedSchema = z.object({
  everyHours: z.number().positive().describe('How often it should sync, in hours'),
  from: z
    .enum(['content', 'history', 'schedule', 'default'])
    .describe('Where the interval comes from: the content, past syncs, the schedule, or a default of one day'),
});

const treeSchema = z.object({
  kind: text.describe('Kind of the tree: `debian`, `rpm`'),
  verdict: z
    .enum(treeVerdicts)
    .optional()
    .describe(
      'The conclusion: as new as upstream (`current`), behind (`late`, `stale`), unusable (`broken`) or not reachable; missing when nothing can be said',
    ),
  content: time().optional().describe('Time of its content, from its own stamp'),
  behindSeconds: z.int().nonnegative().optional().describe("How much older its stamp is than upstream's, in seconds"),
  findings: z.array(z.enum(findingKinds)).describe('Everything that was found'),
});

const rowSchema = z.object({
  cname: text.describe('Name of the mirror, unique within the site'),
  slug: text.describe(
    'Name of the mirror in addresses of the portal: `/api/mirrors/<slug>.json`, `/badge/<slug>.svg`. Usually the cname',
  ),
  name: localized().describe('Display name: one text for all languages, or an object with a text per language'),
  url: text.optional().describe('Absolute URL of its files; missing when pages cannot link to it'),
  addresses: z.array(text).describe('All absolute URLs of its files, `url` first'),
  state: z.enum(states).describe('State of its synchronisation'),
  reason: z.enum(failureReasons).optional().describe('Why its sync has failed; missing when that is unknown'),
  freshness: z
    .enum(freshnesses)
    .optional()
    .describe(
      'Whether its content is recent, independent of the state: late after two missed syncs, stale after six; missing when unknown',
    ),
  expected: expectedSchema.describe('How often it is expected to sync; the basis of freshness'),
  lastSuccess: time().optional().describe('End of the last successful sync'),
  lastAttempt: time().optional().describe('End of the last sync, successful or not'),
  started: time().optional().describe('Start of the current sync, or of the last one'),
  durationSeconds: z
    .number()
    .nonnegative()
    .optional()
    .describe('Duration of the last finished sync, in seconds; missing during a sync'),
  next: time().optional().describe('Time of the next sync'),
  since: time().optional().describe('Time since which it is paused or pending'),
  unreportedSince: time()
    .optional()
    .describe('Time since which its source no longer lists it; the other keys then hold the last known values'),
  isDoubtful: z
    .boolean()
    .optional()
    .describe('True while its sync has been running several times longer than usual; missing otherwise'),
  size: sizeSchema.optional().describe('Size of its files'),
  tree: treeSchema.optional().describe('What a survey found in its tree; missing when nobody looked'),
  upstream: text.optional().describe('Upstream that it is synced from; free text'),
  help: text.optional().describe('Absolute URL of its help page'),
  source: text
    .optional()
    .describe('Id of the source that reports the state; missing when it is known from content alone'),
});

const siteSchema = z.object({
  url: text.describe('URL of the site, without a trailing slash'),
  abbr: text.describe('Short name of the site'),
  name: text.optional().describe('Name of the site, in its first language'),
});

const sourceSchema = z.object({
  id: text.describe('Id of the source'),
  asOf: time().nullable().describe('Time of its last good answer; null before the first one'),
  isStale: z.boolean().describe('The last fetch failed, or its answer is old or held back'),
  isHeld: z
    .boolean()
    .optional()
    .describe('It answers, but lists so much less than before that its previous answer is shown'),
});

const incidentSchema = z.object({
  name: text.describe('Its name in addresses: `/incidents/<name>/`'),
  title: localized().describe('Title, with a text per language'),
  level: z.enum(incidentLevels).describe('How grave it is'),
  phase: z.enum(['now', 'coming']).describe('Whether it lasts, or is still to come'),
  affectsAll: z.boolean().describe('It affects the whole site'),
  mirrors: z.array(text).describe('cnames of the mirrors that it affects'),
  endpoints: z.array(text).describe('Labels of the endpoints that it affects'),
  from: time().describe('When it begins'),
  until: time().optional().describe('When it is over, or should be; missing when nobody knows'),
  url: text.describe('URL of its page, in the first language of the site'),
});

const diskSchema = z.object({
  text: text.describe('As text: `144 TiB / 218 TiB (66%)`'),
  usedBytes: z
    .number()
    .nonnegative()
    .optional()
    .describe('In bytes, in steps of one percent; missing when it is not measured'),
  totalBytes: z
    .number()
    .nonnegative()
    .optional()
    .describe('In bytes, to three significant digits; missing when it is not measured'),
});

const countsSchema = z.object(
  Object.fromEntries(
    states.map((state) => [state, z.int().nonnegative().describe(`Mirrors ${stateMeanings[state]}`)]),
  ) as Record<State, z.ZodInt>,
);

const version = z
  .literal(1)
  .describe('Version of this format; it changes only if a key is removed or changes its meaning');

/** `/api/status.json`: every mirror's state. */
export const statusSchema = z.object({
  version,
  site: siteSchema.describe('The site that has the mirrors'),
  asOf: time()
    .nullable()
    .describe('Time of the oldest last good answer among the sources that report times; null before the first answer'),
  sources: z.array(sourceSchema).describe('The sources of the states'),
  disk: diskSchema.optional().describe('Disk use; missing when it is unknown'),
  counts: countsSchema.describe('Number of mirrors in each state, including zeros'),
  mirrors: z.array(rowSchema).describe('All mirrors, sorted by cname'),
  incidents: z.array(incidentSchema).optional().describe('Incidents that last or are to come, the latest first'),
});

/** `/api/mirrors/<slug>.json`: one mirror. */
export const mirrorDocumentSchema = z.object({
  version,
  ...rowSchema.shape,
  desc: localized().optional().describe('Description in one sentence; like `name`, one text or a text per language'),
  category: z.enum(categories).optional().describe('Category of the project'),
  homepage: text.optional().describe('Home page of the project'),
  added: z.iso.date().optional().describe('Date on which the site added it'),
});

const downloadSchema = z.object({
  name: text.describe('Its name in MirrorZ: `13.6.0 (amd64, netinst)`'),
  url: text.describe('Absolute URL of the file'),
  version: text.optional().describe('Version; missing when it is not known for sure, as are the next two'),
  architecture: text.optional().describe('Processor that it is for, as its authors write it: `amd64`, `x86_64`'),
  kind: text.optional().describe('Which of the files of its version and architecture it is: `netinst`'),
  sizeBytes: z.number().nonnegative().optional().describe('Size in bytes'),
  modified: time().optional().describe('When the file was changed last'),
  checksum: z
    .object({
      algorithm: z.enum(checksumAlgorithms).describe('The hash'),
      value: text.optional().describe('Hexadecimal, in lower case; missing when only the list is known'),
      list: text.optional().describe('Absolute URL of the file that lists it'),
      signature: text.optional().describe('Absolute URL of the signature of that list'),
    })
    .optional()
    .describe('Checksum of the file; missing when it is not known'),
  signature: text.optional().describe('Absolute URL of a signature of the file'),
  torrent: text.optional().describe('Absolute URL of a torrent of the file'),
  metalink: text.optional().describe('Absolute URL of a Metalink of the file, made by its authors'),
  zsync: text.optional().describe('Absolute URL of a zsync control file of the file'),
});

/** `/api/downloads.json`: all files to download. */
export const downloadsSchema = z.object({
  version,
  site: siteSchema.describe('The site that has the files'),
  distributions: z
    .array(
      z.object({
        distro: text.describe('Id of the distribution or application'),
        slug: text.describe('Its name in addresses of the portal: `/downloads/<slug>/`'),
        name: localized().describe('Display name: one text for all languages, or an object with a text per language'),
        category: text.describe('As in MirrorZ: `os`, `app`, `font`, or another word'),
        page: text.describe('Absolute URL of its page'),
        mirrors: z.array(text).describe('cnames of the mirrors that have its files'),
        files: z.array(downloadSchema).describe('Its files, the newest version first'),
      }),
    )
    .describe('Distributions and applications, sorted by id'),
});

export type DownloadsDocument = z.infer<typeof downloadsSchema>;
export type DownloadDocument = z.infer<typeof downloadSchema>;
export type StatusDocument = z.infer<typeof statusSchema>;
export type StatusRowDocument = z.infer<typeof rowSchema>;
export type MirrorDocument = z.infer<typeof mirrorDocumentSchema>;

const schemas = {
  status: { title: '/api/status.json', schema: statusSchema },
  mirror: { title: '/api/mirrors/<slug>.json', schema: mirrorDocumentSchema },
  downloads: { title: '/api/downloads.json', schema: downloadsSchema },
} as const;

/** The JSON Schemas of all documents, draft 2020-12. */
export const apiSchemas = document({
  route: '/api/schemas/[name].schema.json',
  each: () => Object.keys(schemas) as (keyof typeof schemas)[],
  params: (name) => ({ name }),
  inputs: (name, { portal }) => ({ name, url: portal.site.url }),
  text: ({ name, url }) => apiSchema(schemas[name].schema, name, schemas[name].title, url),
});

function apiSchema(schema: z.ZodType, name: string, title: string, siteUrl: string): string {
  // `input`, because the schema that zod makes for output forbids unknown keys.
  const $id = `${siteUrl}/api/schemas/${name}.schema.json`;
  return `${JSON.stringify({ ...z.toJSONSchema(schema, { io: 'input' }), $id, title }, null, 2)}\n`;
}
