import * as z from 'zod';
import { unknownKey } from '../base/parse-yaml.ts';
import { type Checked, checked, type Note, type Place, problem } from '../base/problems.ts';
import { firstFault, issueToText } from '../base/schema-fault.ts';
import { parseSize } from '../base/size.ts';
import { type Reading, type Report, type SourceFormat, type SyncFacts, states } from '../model/report.ts';
import { json, yamlOf } from './answer-text.ts';
import { type TimeContext, textToTime } from './stamp.ts';

const entrySchema = z.strictObject({
  cname: z.string().trim().min(1).describe('Name of the mirror'),
  url: z.string().min(1).optional().describe('Address, relative to the site or absolute. Default: `/<cname>`'),
  state: z
    .enum(states)
    .optional()
    .describe(
      'Its state; `cache` and `proxy` have no full copy of the files. Default: `success` with `lastSuccess`, else `unknown`',
    ),
  lastSuccess: z.iso
    .datetime({ offset: true, error: 'expected a time with its zone, such as 2026-08-08T09:00:00+08:00' })
    .optional()
    .describe('End of the last successful sync. Example: `2026-08-08T09:00:00+08:00`'),
  alias: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe('cname of another mirror; its state, times and size are shown for this one'),
  desc: z.string().optional().describe('Description in one sentence'),
  upstream: z.string().optional().describe('Upstream that it is synced from'),
  size: z
    .string()
    .refine((text) => parseSize(text, 1024) !== undefined, { error: 'expected a number with a unit' })
    .optional()
    .describe('Size. Example: `1.2T`'),
  help: z.string().optional().describe('URL of its help, if that is not a document of this portal'),
});
type Entry = z.infer<typeof entrySchema>;

/** Mirrors that somebody writes down by hand, or a small program does. */
export const listSchema = z.strictObject({
  mirrors: z.array(entrySchema).describe('The mirrors'),
});

const rawList = z.looseObject({ mirrors: z.array(z.unknown()) });

/**
 * A list of mirrors, as YAML in a file or as JSON at an address. A file has been checked by its schema before,
 * with line and column; here the same schema is applied to each row of what came from elsewhere.
 */
export const list: SourceFormat = {
  syntax: json,
  parseWritten: yamlOf(listSchema, (written) => written),
  shrunkFix: 'Check the list for entries that were removed by mistake.',

  shapeFault(answer) {
    const result = rawList.safeParse(answer);
    return result.success ? undefined : firstFault(result.error);
  },

  read(answer, id, now): Checked<Reading> {
    const { mirrors, ...others } = rawList.parse(answer);
    return checked((note) => {
      for (const key of Object.keys(others)) note(unknownKey(key, Object.keys(listSchema.shape), { source: id }));
      const reports = mirrors.flatMap((row, index) => {
        const place = { source: id, path: `mirrors[${index}]` };
        return readEntry(row, place, note).map((entry) =>
          entryToReport(entry, { place, now, note, says: 'lastSuccess' }),
        );
      });
      return { source: id, reports };
    });
  },

  mirrorsIn: (answer) => rawList.parse(answer).mirrors.length,

  inOrder: (answer) => answer,
};

/** What fits of one row; nothing without a usable name. */
function readEntry(row: unknown, place: Place, note: Note): Entry[] {
  const result = entrySchema.safeParse(row);
  if (result.success) return [result.data];
  const odd = new Set(result.error.issues.flatMap((issue) => noteIssue(issue, place, note)));
  const rest = Object.entries(row ?? {}).filter(([key]) => !odd.has(key));
  const { data } = entrySchema.safeParse(Object.fromEntries(rest));
  return data ? [data] : [];
}

/** @returns the keys that the issue is about */
function noteIssue(issue: z.core.$ZodIssue, place: Place, note: Note): readonly PropertyKey[] {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) note(unknownKey(key, Object.keys(entrySchema.shape), place));
    return issue.keys;
  }
  const fix = 'See docs/reference/list.md for every key and an example; the value is left out until then.';
  note(problem('bad-value', place, issueToText(issue), fix));
  return issue.path;
}

function entryToReport(entry: Entry, context: TimeContext): Report {
  const { cname, url, alias, desc, upstream, size, help } = entry;
  return {
    cname,
    place: context.place,
    sync: entryToStatus(entry, context),
    urls: url === undefined ? [] : [url],
    desc: desc || undefined,
    upstream: upstream || undefined,
    help: help || undefined,
    size: size === undefined ? undefined : parseSize(size, 1024),
    alias,
  };
}

function entryToStatus({ state, lastSuccess: time }: Entry, context: TimeContext): SyncFacts {
  const lastSuccess = textToTime(time, context);
  const shown = state ?? (lastSuccess ? 'success' : 'unknown');
  return {
    state: shown,
    lastSuccess,
    lastAttempt: shown === 'success' ? lastSuccess : undefined,
    isNeverSynced: (shown === 'never' && !lastSuccess) || undefined,
  };
}
