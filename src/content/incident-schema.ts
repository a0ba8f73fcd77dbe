import * as z from 'zod';
import { nearestName } from '../base/nearest-name.ts';
import { quoted } from '../base/problems.ts';
import { incidentLevels } from '../model/incident.ts';

const someNames = z.array(z.string().min(1)).min(1).optional();

const time = z.string().regex(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( ?(Z|[+-]\d\d:?\d\d))?$/, {
  error: 'expected a time such as 2026-08-08 14:00, or 2026-08-08T06:00Z',
});

/** The front matter of `incidents/<day>-<slug>.<language>.md`. Each key but `title` may stand in one language alone. */
export const incidentSchema = z.strictObject({
  title: z.string().min(1).describe('Title, in the language of the file'),
  level: z
    .enum(incidentLevels, { error: ({ input }) => levelFault(input) })
    .optional()
    .describe(
      'How grave it is: `outage` when nothing can be had, `degraded` when something is slow or old, `maintenance` when it is planned, `notice` for anything else that has a begin and an end. Required in one language',
    ),
  affects: z
    .union([z.literal('all'), z.strictObject({ mirrors: someNames, endpoints: someNames })], {
      error: 'expected all, or { mirrors: [debian], endpoints: [campus] }',
    })
    .optional()
    .describe(
      'What it affects: `all`, or `mirrors` by their cnames and `endpoints` by their labels. Without it, the whole site is affected. Example: `{ mirrors: [debian] }`',
    ),
  from: time
    .optional()
    .describe(
      "When it begins, in the portal's time zone unless it names one. Example: `2026-08-08 14:00`. Required in one language",
    ),
  until: time
    .optional()
    .describe(
      'When it is over, or should be. Example: `2026-08-08 18:00`. Default: it lasts until this key is written',
    ),
});

export type IncidentContent = z.infer<typeof incidentSchema>;

function levelFault(input: unknown): string {
  const meant = typeof input === 'string' ? nearestName(input, incidentLevels) : undefined;
  return `expected ${incidentLevels.join(', ')}${meant ? `; did you mean ${quoted(meant)}?` : ''}`;
}
