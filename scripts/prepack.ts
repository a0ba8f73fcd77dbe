import { runCommand } from '../src/app/command.ts';
import { compile } from '../src/io/compile.ts';
import { stageRelease } from '../src/io/stage-release.ts';

await runCommand('prepack', async (options, log) => {
  stageRelease(options.home, compile(options.home, log));
  return [];
});
