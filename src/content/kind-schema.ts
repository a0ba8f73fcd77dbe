import * as z from 'zod';
import { cacheClasses } from '../model/kind.ts';
import { treePath as pattern, readingKeys } from '../model/reading-schema.ts';
import { localizedText, webAddress } from './localized-schema.ts';

/*
 * `kinds/<kind>.yaml`: all that is known of one sort of tree. The library has one file for each kind; a file of the same name
 * in the content folder overrides it key by key.
 */

const expression = z.string().refine(hasOneGroup, { error: 'expected a regular expression with one group' });

function hasOneGroup(text: string): boolean {
  try {
    return new RegExp(`${text}|`).exec('')!.length === 2;
  } catch {
    return false;
  }
}

/** Where a time is found, of a stamp and of an expiry alike. */
const readingSchema = z.strictObject({
  file: pattern.describe('Path below the tree; `*` stands for any name. Example: `project/trace/master`'),
  ...readingKeys,
  match: expression.optional().describe('Regular expression whose one group is the time; the latest match counts'),
  from: z
    .enum(['modified', 'commit'])
    .optional()
    .describe(
      'Where else the time comes from: when the file was changed last, or the last commit of the git repository whose `HEAD` the file is. Default: the first time in the text',
    ),
});

const indexSchema = z.strictObject({
  file: pattern.describe('Path of the index below the tree. Example: `dists/*/Release`'),
  lists: z
    .enum(['release', 'repomd'])
    .describe('Form of the index: the checksums of a `Release`, or the locations of a `repomd.xml`'),
  base: z
    .string()
    .regex(/^(\.\.\/)*$/, { error: 'expected ../, once or more, or nothing' })
    .default('')
    .describe('Folder that its paths are relative to, seen from the folder of the index. Example: `../`'),
});

/**
 * It is written into the configuration of three servers, so it has only characters that none of them takes for the end of it,
 * and only what the regular expressions of all of them have.
 */
const cachePath = z.string().refine(isPlainExpression, {
  error:
    'expected a regular expression of letters, digits and /.[]{}()|?+*^$\\:,@_-, without look-around and back-references',
});

/** Look-around, references and classes that only some of them have, empty classes, and counts of more than 999. */
const UNSHARED = /\(\?(?!:)|\\(?![dswDSWbB])\w|\[\^?\]|\{(\d*,)?\d{4}/;

function isPlainExpression(text: string): boolean {
  if (!/^[\w./[\]{}()|?+*^$\\:,@-]+$/.test(text) || UNSHARED.test(text)) return false;
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

const cacheRuleSchema = z.strictObject({
  class: z
    .enum(cacheClasses)
    .describe(
      'How long: `pointer` is revalidated each time, `versioned` is kept for a month, `immutable` for a year; only names with a hash are immutable',
    ),
  path: cachePath.describe('Regular expression of addresses. Example: `/dists/`'),
});

export const kindSchema = z.strictObject({
  title: localizedText.optional().describe('Name of the kind. Default: the name of the file'),
  like: z
    .string()
    .optional()
    .describe(
      'Kind whose `stamps`, `expires`, `whole`, `indexes` and `behindHours` it has where it sets none. Example: `debian`',
    ),
  names: z.array(z.string().min(1)).optional().describe('cnames of mirrors of this kind. Example: `[debian, ubuntu]`'),
  found: z
    .array(pattern)
    .optional()
    .describe('Files that a folder must all have to be of this kind, for mirrors with other names'),
  stamps: z
    .array(readingSchema)
    .optional()
    .describe('Files that say how old the content is; the first one that can be read counts'),
  upstreams: z
    .record(z.string(), webAddress)
    .optional()
    .describe("Upstream's own trees by cname. Example: `{ debian: https://deb.debian.org/debian/ }`"),
  expires: z
    .array(readingSchema)
    .optional()
    .describe(
      'Files with a date after which clients refuse them. Example: `[{ file: dists/unstable/Release, field: Valid-Until }]`',
    ),
  whole: z.array(pattern).optional().describe('Files that each whole tree has'),
  indexes: z
    .array(indexSchema)
    .optional()
    .describe('Indexes whose listed files must be there, as far as a sample of them shows'),
  behindHours: z
    .number()
    .positive()
    .optional()
    .describe('How far behind upstream a mirror normally is at most, in hours'),
  cache: z
    .array(cacheRuleSchema)
    .optional()
    .describe(
      'How long caches may keep files; the first rule that fits decides, those of the kind before those for all trees',
    ),
  cacheLike: z.string().optional().describe('Kind whose `cache` it has, where it sets none. Example: `debian`'),
  sources: z.array(z.string().min(1)).optional().describe('Where these facts are from'),
});

export type KindContent = z.infer<typeof kindSchema>;
