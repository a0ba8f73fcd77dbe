import { runCommand } from '../src/app/command.ts';
import { makeSite } from '../src/app/make-site.ts';
import { compile } from '../src/io/compile.ts';

await runCommand('build', (options, tell) => makeSite(options, async () => compile(options.home, tell), tell));
