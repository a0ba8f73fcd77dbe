import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../src/app/command.ts';
import { serveFolder } from '../src/app/serve-folder.ts';
import { serverUrl, untilStopped } from '../src/app/server.ts';
import { OperatorError } from '../src/base/operator-error.ts';

await runCommand('preview', async (options, log) => {
  if (!existsSync(join(options.out, 'index.html')))
    throw new OperatorError(`there is no site in ${options.out}`, 'run `npm run build` first');
  const server = await serveFolder(options.out, options.port, options.host);
  log(`${serverUrl(server)} until you press Ctrl-C`);
  await untilStopped(server);
  return [];
});
