import { compile } from '../src/io/compile.ts';
import { runCommand } from './command.ts';
import { makeSite } from './make-site.ts';

await runCommand('build', (options, tell) => makeSite(options, async () => compile(options.checkout, tell), tell));
