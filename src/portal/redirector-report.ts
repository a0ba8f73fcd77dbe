import { ageText, counted, quoted } from '../base/problems.ts';
import { REDIRECTED_FOR_HOURS, type Redirection } from './redirector.ts';

/** More names than this are counted, not listed. */
const LISTED = 5;

/** What decides for the whole site. */
interface WholeSite {
  readonly hasEndpoints: boolean;
  readonly isDisabled: boolean;
}

/**
 * Describe which mirrors a redirector would use: one line with the count, and one line per reason for the others. It is not a
 * problem, because a site need not join a redirector.
 */
export function redirectionToText(redirection: Redirection, site: WholeSite, now: Date): string {
  const { taken, passing, old, untimed } = redirection;
  const all = taken.length + passing.length + old.length + untimed.length;
  const usable = taken.length + passing.length;
  const lines = [
    `redirector: ${usable} of ${counted(all, 'mirror')} would be used, if nothing outside this site prevents it`,
    site.isDisabled && 'but none while `site.disable` is true',
    !site.hasEndpoints && 'but none unless it already knows the endpoints of this site: `endpoints` is not set',
    old.length > 0 && `too old, more than ${REDIRECTED_FOR_HOURS} hours: ${listed(old.map(aged))}`,
    untimed.length > 0 && `no sync time, so other sites are preferred: ${listed(untimed.map(quoted))}`,
  ];
  return lines.filter((line) => line !== false).join('\n  ');

  function aged({ cname, time }: Redirection['old'][number]): string {
    return `${quoted(cname)} (${ageText(time, now)})`;
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - LISTED;
  return [...names.slice(0, LISTED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
