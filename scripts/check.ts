import { runCommand } from '../src/app/command.ts';
import { dayIn } from '../src/base/time.ts';
import { planServe } from '../src/emit/serve-plan.ts';
import { readingHistory } from '../src/io/history-faults.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import type { Portal } from '../src/model/portal.ts';
import { helpToAgeProblems } from '../src/portal/old-help.ts';
import { rowsToRedirection } from '../src/portal/redirector.ts';
import { redirectionToText } from '../src/portal/redirector-report.ts';
import { mirrorsToMirrorz } from '../src/site/documents/mirrorz-json.ts';
import { reservedNames } from '../src/site/registry.ts';

await runCommand('check', async (options, log) => {
  const { value: portal, problems: found } = await readingHistory(options.data, options.now, (historyFacts) =>
    loadPortal(options, options.now, { historyFacts, isOffline: true, onHold: 'report' }),
  );
  const unserved = portal.serve ? planServe(portal, portal.serve, options.out, reservedNames).problems : [];
  const ageing = helpToAgeProblems(portal, dayIn(portal.timeZone)(options.now));
  const problems = [...found, ...unserved, ...ageing];
  const errors = problems.filter(({ level }) => level === 'error').length;
  log(
    `mirrors: ${portal.mirrors.length}, help documents: ${portal.help.size}, errors: ${errors}, warnings: ${problems.length - errors}`,
  );
  if (portal.mirrors.length > 0) log(portalToRedirection(portal, options.now));
  return problems;
});

function portalToRedirection(portal: Portal, now: Date): string {
  const redirection = rowsToRedirection(mirrorsToMirrorz(portal), now);
  const site = { hasEndpoints: portal.endpoints.length > 0, isDisabled: portal.site.disable === true };
  return redirectionToText(redirection, site, now);
}
