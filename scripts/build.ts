import { compile } from '../src/io/compile.ts';
import { runCommand } from './command.ts';
import { makeSite } from './make-site.ts';

await runCommand('build', 'Fetch, compile what has changed, draw the site, and emit configuration.', (options, tell) =>
  makeSite(options, async () => compile(options.checkout, tell), tell),
);
