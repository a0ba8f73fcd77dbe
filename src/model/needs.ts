/**
 * Which mirrors something needs: of each group at least one alternative, of which the site has every mirror.
 * Without groups it is there on every site.
 */
export type Needs = readonly (readonly (readonly string[])[])[];

/** Whether a site has what is needed. */
export function isMet(needs: Needs, has: (cname: string) => boolean): boolean {
  return needs.every((alternatives) => alternatives.some((cnames) => cnames.every(has)));
}
