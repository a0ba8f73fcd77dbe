import { findCompiled } from '../src/io/compile.ts';
import { runCommand } from './command.ts';
import { makeSite } from './make-site.ts';

await runCommand('refresh', 'Fetch and draw what has changed, without ever compiling.', (options, tell) =>
  makeSite(
    options,
    async () => {
      const compiled = findCompiled(options.checkout);
      if (!compiled) throw new Error('there is no compiled code for this version; run `npm run build` once');
      return compiled;
    },
    tell,
  ),
);
