import { runCommand } from '../src/app/command.ts';
import { updateSite } from '../src/app/update-site.ts';
import { isFailure, OperatorError } from '../src/base/operator-error.ts';

async function compiled(home: string) {
  const { findCompiled } = await import('../src/io/compile.ts');
  const found = findCompiled(home);
  if (!found) throw new OperatorError('there is no compiled code for this version', 'run `npm run build` once');
  return found;
}

/** A run that is at work already does what this one would: there is nothing to wait for, and nothing is wrong. */
function nothingToDo(error: unknown, data: string, log: (text: string) => void): undefined {
  if (!isFailure(error, 'locked')) throw error;
  log(`another run is using ${data}; nothing to do`);
}

await runCommand('refresh', (options, log) =>
  updateSite({ options, compiled: () => compiled(options.home), patienceMs: 0, log }).catch((error) =>
    nothingToDo(error, options.data, log),
  ),
);
