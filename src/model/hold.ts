import * as z from 'zod';

/** When a source or the site is held back because it lost too much at once; see docs/decisions/0020-what-is-held.md. */
export const holdSchema = z.strictObject({
  share: z
    .number()
    .min(0)
    .max(1)
    .default(1 / 3)
    .describe('Fraction of its mirrors that a source, or the site, may lose without being held. Default: a third'),
  mirrors: z.int().min(0).default(5).describe('Number of mirrors that may always go, as long as one is left'),
  lookBackDays: z
    .number()
    .positive()
    .default(7)
    .describe('Number of days after which a mirror that a source has listed no longer counts as lost'),
  acceptDays: z
    .number()
    .min(0)
    .default(3)
    .describe('Number of days after which the loss of a source is accepted without a command'),
  unreportedDays: z
    .number()
    .min(0)
    .default(3)
    .describe('Number of days for which the last known state of a mirror is shown after its source stops listing it'),
});

export type HoldRule = z.infer<typeof holdSchema>;

/** The default rule. */
export const defaultHold: HoldRule = holdSchema.parse({});

/**
 * Whether a loss is too large to be believed: everything, or more than both the share and the number that may go.
 *
 * @param expected number of mirrors or files before
 * @param lost number of them that are gone
 * @param left number of them now
 */
export function isTooMuch(
  { expected, lost, left }: { readonly expected: number; readonly lost: number; readonly left: number },
  { share, mirrors }: Pick<HoldRule, 'share' | 'mirrors'>,
): boolean {
  return lost > 0 && (left === 0 || lost > Math.max(mirrors, share * expected));
}

/** The first of some names for a message: `alpine, debian and 17 more`. */
export function namesText(names: Iterable<string>, most = 5): string {
  const sorted = [...names].sort().map(plain);
  const rest = sorted.length - most;
  return rest > 0 ? `${sorted.slice(0, most).join(', ')} and ${rest} more` : sorted.join(', ');
}

/** A name from outside must not break the line or control a terminal. */
function plain(name: string): string {
  const text = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{fffd}');
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
