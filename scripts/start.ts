import { problemsToText } from '../src/core/problem-report.ts';
import { compile } from '../src/io/compile.ts';
import { runCommand } from './command.ts';
import { makeSite } from './make-site.ts';
import { serveFolder, serverUrl, untilStopped } from './serve-folder.ts';

const REFRESH_EVERY_MS = 60_000;

await runCommand(
  'start',
  'Build the site, serve it on loopback, and refresh it every minute.',
  async (options, tell) => {
    const compiled = compile(options.checkout, tell);
    const make = () =>
      makeSite(
        { ...options, now: new Date() },
        async () => compiled,
        () => undefined,
      );
    const problems = await make();
    const server = await serveFolder(options.out, options.port);
    tell(`${serverUrl(server)} until you press Ctrl-C`);
    const timer = setInterval(() => {
      make().catch((error: Error) => process.stderr.write(`heliostat: refresh failed: ${error.message}\n`));
    }, REFRESH_EVERY_MS);
    if (problems.length > 0) process.stderr.write(`${problemsToText(problems)}\n`);
    await untilStopped(server);
    clearInterval(timer);
    return [];
  },
);
