import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../src/base/operator-error.ts';
import { runCommand } from './command.ts';
import { serveFolder } from './serve-folder.ts';
import { serverUrl, untilStopped } from './server.ts';

await runCommand('preview', async (options, tell) => {
  if (!existsSync(join(options.out, 'index.html')))
    throw new OperatorError(`there is no site in ${options.out}`, 'run `npm run build` first');
  const server = await serveFolder(options.out, options.port, options.host);
  tell(`${serverUrl(server)} until you press Ctrl-C`);
  await untilStopped(server);
  return [];
});
