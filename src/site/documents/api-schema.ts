import * as z from 'zod';
import { languages } from '../../base/localized.ts';
import { categories } from '../../model/category.ts';
import { freshnesses } from '../../model/freshness.ts';
import { type State, states } from '../../model/report.ts';
import { document } from '../document.ts';

/*
 * What the portal tells programs. Keys are only ever added, so the emitted JSON Schemas allow keys that they do
 * not name: a program that validates with the schema of today keeps working tomorrow.
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
  unknown: 'whose state is not known',
  never: 'that are known but have not synced',
  pending: 'whose sync is about to start',
  syncing: 'whose sync runs',
  success: 'whose last sync went well',
  cache: 'that are fetched from upstream when asked for',
  proxy: 'that are handed through from upstream',
};

const sizeSchema = z.object({
  text: text.describe('As the source wrote it: `1.5T`'),
  bytes: z.number().nonnegative().optional().describe('In bytes; missing when the text cannot be read as a size'),
});

const expectedSchema = z.object({
  everyHours: z.number().positive().describe('How often it should sync, in hours'),
  from: z
    .enum(['content', 'history', 'schedule', 'default'])
    .describe('Who says so: the operators, what was seen, the schedule, or nobody (a day is assumed)'),
});

const rowSchema = z.object({
  cname: text.describe('Name of the mirror, unique within the site'),
  slug: text.describe(
    'Its name in addresses of the portal: `/api/mirrors/<slug>.json`, `/badge/<slug>.svg`. Mostly the cname',
  ),
  name: localized().describe('Name for people: a text for every language, or an object with a text per language'),
  url: text.optional().describe('Absolute address of its files; missing when no page may link there'),
  addresses: z.array(text).describe('All absolute addresses of its files, the one of `url` first'),
  state: z.enum(states).describe('What its synchronisation is doing'),
  freshness: z
    .enum(freshnesses)
    .optional()
    .describe(
      'Whether its content is recent, whatever the state: late after two missed syncs, stale after six; missing where that cannot be told',
    ),
  expected: expectedSchema.describe('How often it is expected to sync, which freshness is judged by'),
  lastSuccess: time().optional().describe('End of the last sync that went well'),
  lastAttempt: time().optional().describe('End of the last sync, however it went'),
  started: time().optional().describe('Start of the sync that runs, or of the last one'),
  durationSeconds: z
    .number()
    .nonnegative()
    .optional()
    .describe('How long the last finished sync took, in seconds; missing while the next one runs'),
  next: time().optional().describe('When the next sync is due'),
  since: time().optional().describe('Since when it is paused or pending'),
  unreportedSince: time()
    .optional()
    .describe('Since when its source no longer lists it; all that is told is as it last was'),
  isDoubtful: z
    .boolean()
    .optional()
    .describe('True while its sync has been running for several times longer than usual; missing otherwise'),
  size: sizeSchema.optional().describe('How much it holds'),
  upstream: text.optional().describe('Where it is synced from; free text'),
  help: text.optional().describe('Absolute address of how to use it'),
  source: text.optional().describe('Id of the source that the state is from; missing when only content tells of it'),
});

const siteSchema = z.object({
  url: text.describe('Address of the site, without a slash at its end'),
  abbr: text.describe('Short name of the site'),
  name: text.optional().describe('Name of the site, in its first language'),
});

const sourceSchema = z.object({
  id: text.describe('Id of the source'),
  asOf: time().nullable().describe('When it last answered well; null when it never did'),
  isStale: z.boolean().describe('The last attempt to reach it failed, or what it answers is old or held back'),
  isHeld: z
    .boolean()
    .optional()
    .describe('It answers, but lists so much less than before that its answer of before is shown'),
});

const diskSchema = z.object({
  text: text.describe('In words: `144 TiB / 218 TiB (66%)`'),
  usedBytes: z
    .number()
    .nonnegative()
    .optional()
    .describe('In bytes, in steps of a percent; missing when nobody measures'),
  totalBytes: z.number().nonnegative().optional().describe('In bytes, to three figures; missing when nobody measures'),
});

const countsSchema = z.object(
  Object.fromEntries(
    states.map((state) => [state, z.int().nonnegative().describe(`Mirrors ${stateMeanings[state]}`)]),
  ) as Record<State, z.ZodInt>,
);

const version = z.literal(1).describe('Of this shape; it changes only if a key should ever go or change its meaning');

/** `/api/status.json`: every mirror's state. */
export const statusSchema = z.object({
  version,
  site: siteSchema.describe('Whose mirrors they are'),
  asOf: time()
    .nullable()
    .describe('When the source that answered least recently did, of those that tell times; null before any has'),
  sources: z.array(sourceSchema).describe('Where the states come from'),
  disk: diskSchema.optional().describe('How full the disks are; missing when it is not known'),
  counts: countsSchema.describe('How many mirrors are in each state; also those that none is in'),
  mirrors: z.array(rowSchema).describe('Every mirror, by cname'),
});

/** `/api/mirrors/<slug>.json`: one mirror. */
export const mirrorDocumentSchema = z.object({
  version,
  ...rowSchema.shape,
  desc: localized().optional().describe('What it is, in a sentence; as `name`, a text or one per language'),
  category: z.enum(categories).optional().describe('Which kind of thing it is'),
  homepage: text.optional().describe('Address of the project itself'),
  added: z.iso.date().optional().describe('Since when the site carries it'),
});

export type StatusDocument = z.infer<typeof statusSchema>;
export type StatusRowDocument = z.infer<typeof rowSchema>;
export type MirrorDocument = z.infer<typeof mirrorDocumentSchema>;

/** The JSON Schemas of both, draft 2020-12, at their own addresses below the site. */
export const apiSchemas = document({
  route: '/api/schemas/[name].schema.json',
  each: () => [
    { name: 'status', title: '/api/status.json' },
    { name: 'mirror', title: '/api/mirrors/<slug>.json' },
  ],
  params: ({ name }) => ({ name }),
  inputs: ({ name, title }, { portal }) => ({ name, title, url: portal.site.url }),
  text: ({ name, title, url }) => apiSchema(name === 'status' ? statusSchema : mirrorDocumentSchema, name, title, url),
});

function apiSchema(schema: z.ZodType, name: string, title: string, siteUrl: string): string {
  // As input: what zod would call output forbids the keys that are yet to come.
  const $id = `${siteUrl}/api/schemas/${name}.schema.json`;
  return `${JSON.stringify({ ...z.toJSONSchema(schema, { io: 'input' }), $id, title }, null, 2)}\n`;
}
