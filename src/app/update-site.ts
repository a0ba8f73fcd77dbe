import type { Problem } from '../base/problems.ts';

import type { SiteRun } from './make-site.ts';
import { tellUnchanged } from './tell-output.ts';
import { startRun } from './unchanged.ts';

/**
 * Bring the site up to date, or see that it is. All that makes a site is loaded only then.
 *
 * @throws OperatorError, see `makeSite`
 */
export async function updateSite(run: Omit<SiteRun, 'start'>): Promise<readonly Problem[]> {
  const { options, tell } = run;
  const start = await startRun(options);
  if (start.unchanged) {
    tellUnchanged(start.unchanged.counts, options, tell);
    return start.unchanged.problems;
  }
  const { makeSite } = await import('./make-site.ts');
  return makeSite({ ...run, start });
}
