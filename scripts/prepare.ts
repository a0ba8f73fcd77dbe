import { compile } from '../src/io/compile.ts';
import { runCommand } from './command.ts';

await runCommand('prepare', async (options, tell) => {
  compile(options.checkout, tell);
  return [];
});
