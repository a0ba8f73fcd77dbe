import { runCommand } from '../src/app/command.ts';
import { compile } from '../src/io/compile.ts';

await runCommand('prepare', async (options, tell) => {
  compile(options.home, tell);
  return [];
});
