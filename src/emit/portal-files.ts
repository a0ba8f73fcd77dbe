import { allowedMethods, preflightHeaders, readableNames } from '../serving/methods.ts';
import type { ServePlan } from './serve-plan.ts';

/** Headers by name. */
export type Headers = readonly (readonly [string, string])[];

/** What OPTIONS is answered with, and the first what 405 is, too. */
export const allow: Headers[number] = ['Allow', allowedMethods];
export const preflight: Headers = Object.entries(preflightHeaders);

/** Addresses of the portal that pages of other sites may not read: a regular expression. All others they may. */
export function privateAddresses({ basePath, portalNames }: ServePlan): string {
  const names = portalNames.filter((name) => !readableNames.includes(name)).map((name) => name.replaceAll('.', '\\.'));
  return `^${basePath}/(?:(?:${names.join('|')})(?:/|$)|$)`;
}
