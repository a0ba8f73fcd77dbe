import type { Problem } from '../base/problems.ts';
import { logUnchanged } from './log-output.ts';
import type { SiteRun } from './make-site.ts';
import { startRun } from './unchanged.ts';

/**
 * Bring the site up to date, or see that it is. All that makes a site is loaded only then.
 *
 * @throws OperatorError, see `makeSite`
 */
export async function updateSite(run: Omit<SiteRun, 'start'>): Promise<readonly Problem[]> {
  const { options, log } = run;
  const start = await startRun(options);
  if (start.unchanged) {
    logUnchanged(start.unchanged.counts, options, log);
    return start.unchanged.problems;
  }
  const { makeSite } = await import('./make-site.ts');
  return makeSite({ ...run, start });
}
