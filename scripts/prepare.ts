import { compile } from '../src/io/compile.ts';
import { runCommand } from './command.ts';

await runCommand(
  'prepare',
  'Compile what has changed; `npm ci` does so for all users of the checkout.',
  async (options, tell) => {
    compile(options.checkout, tell);
    return [];
  },
);
