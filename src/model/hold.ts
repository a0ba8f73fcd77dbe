import * as z from 'zod';

/** What is held back because it lost too much at once; see docs/decisions/0020-what-is-held.md. */
export const holdSchema = z.strictObject({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(1 / 3)
    .describe('Part of its mirrors that a source, or the site, may lose without being held. Default: a third'),
  mirrors: z.int().min(0).default(5).describe('So many mirrors may go in any case, as long as one is left'),
  lookBackDays: z
    .number()
    .positive()
    .default(7)
    .describe('How long a mirror that a source has listed counts as one that it can lose'),
  acceptDays: z
    .number()
    .min(0)
    .default(3)
    .describe('After how many days what a source has lost is accepted without a command'),
  unreportedDays: z
    .number()
    .min(0)
    .default(3)
    .describe('How long a single mirror that a manager no longer lists is shown as it last was'),
});

export type HoldRule = z.infer<typeof holdSchema>;

/** The rule of a portal that says nothing of it. */
export const defaultHold: HoldRule = holdSchema.parse({});

/**
 * Whether too much is gone to be believed: everything, or more than the share and the number that may go at once.
 *
 * @param told how many there were
 * @param lost how many of them are gone
 * @param left how many there are now
 */
export function isTooMuch(
  { told, lost, left }: { readonly told: number; readonly lost: number; readonly left: number },
  { share, mirrors }: Pick<HoldRule, 'share' | 'mirrors'>,
): boolean {
  return lost > 0 && (left === 0 || lost > Math.max(mirrors, share * told));
}

/** The first of some names for a message: `alpine, debian and 17 more`. */
export function namesText(names: Iterable<string>, most = 5): string {
  const sorted = [...names].sort().map(plain);
  const rest = sorted.length - most;
  return rest > 0 ? `${sorted.slice(0, most).join(', ')} and ${rest} more` : sorted.join(', ');
}

/** A name from outside must neither break the line nor obey anything in a terminal. */
function plain(name: string): string {
  const text = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
