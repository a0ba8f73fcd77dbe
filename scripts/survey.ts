import { runCommand } from '../src/app/command.ts';
import { measureSizes } from '../src/app/measure-sizes.ts';
import { withPortal } from '../src/app/with-portal.ts';
import { OperatorError } from '../src/base/operator-error.ts';
import type { Portal } from '../src/model/portal.ts';
import { statusOf } from '../src/model/status.ts';
import { treeSentences } from '../src/site/views/tree-sentences.ts';
import { wordsIn } from '../src/words/index.ts';

await runCommand('survey', async (options, log) => {
  if (options.isSizes) {
    await measureSizes(options, log);
    return [];
  }
  const { value, problems } = await withPortal(options, logTrees, { isOffline: true, survey: 'all', onHold: 'go-on' });
  for (const line of value) log(line);
  return problems;
});

/** One line for each mirror that was looked at: `[current] debian: content of …; …`. */
function logTrees(portal: Portal): string[] {
  if (!portal.survey)
    throw new OperatorError('nothing is looked at', `set \`survey: {}\` in ${portal.contentFile}; see docs/survey.md`);
  const words = wordsIn('en');
  const seen = portal.mirrors.filter(({ tree, alias }) => tree && alias === undefined);
  const lines = seen.map((mirror) => {
    const said = treeSentences(mirror.tree!, words).join(' ');
    return `[${statusOf(mirror)}] ${mirror.cname} (${mirror.tree!.kind}) ${mirror.tree!.content?.toISOString() ?? ''} ${said}`;
  });
  return [...lines, `${seen.length} of ${portal.mirrors.length} mirrors were looked at`];
}
