import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { runCommand } from '../src/app/command.ts';
import { LiveHost } from '../src/app/live-host.ts';
import { listen, serverUrl, untilStopped } from '../src/app/server.ts';
import { compile } from '../src/io/compile.ts';

/** Longer than proxies keep a connection, so that none sends a request into one that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

await runCommand('start', async (options, log) => {
  const host = await LiveHost.begin(options, compile(options.home, log));
  await host.showLastAnswers();
  const first = host.tick();
  if (!host.hasSite) await first;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) =>
    host.answer(request, response),
  );
  await listen(server, options.port, options.host);
  log(`${serverUrl(server)} until you press Ctrl-C`);
  void keepTicking(host, first, options.everySeconds);
  await untilStopped(server);
  // A fetch that is under way ends here. Each write is whole, so there is nothing else to wait for.
  process.exit();
});

/** The next tick begins when the last one has ended and some time has passed, so there are never two. */
async function keepTicking(host: LiveHost, first: Promise<void>, everySeconds: number): Promise<void> {
  await first;
  for (;;) {
    await wait(everySeconds * 1000);
    await host.tick();
  }
}
