import { runCommand } from '../src/app/command.ts';
import { loadSetup } from '../src/app/notify-setup.ts';
import { sendTest, sendWaiting } from '../src/app/send-notices.ts';
import { OperatorError } from '../src/base/operator-error.ts';
import { counted } from '../src/base/problems.ts';
import { usageError } from '../src/cli/options.ts';

await runCommand('notify', async (options, log) => {
  const setup = loadSetup(options);
  if (!setup) throw usageError('nobody is told', 'set `notify: { mail: …, webhook: …, command: … }` in portal.yaml');
  const problems = await (options.isTest ? sendTest : sendWaiting)(options, setup, log);
  if (problems.length > 0)
    throw new OperatorError(`${counted(problems.length, 'channel')} failed`, undefined, { problems });
  return [];
});
