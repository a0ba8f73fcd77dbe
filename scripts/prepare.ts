import { runCommand } from '../src/app/command.ts';
import { compile } from '../src/io/compile.ts';

await runCommand('prepare', async (options, log) => {
  compile(options.home, log);
  return [];
});
