import { once } from 'node:events';
import { runCommand } from '../src/app/command.ts';

await runCommand('dev', async (options, log) => {
  process.env.ASTRO_TELEMETRY_DISABLED = '1';
  process.env.HELIOSTAT_CONTENT = options.content;
  process.env.HELIOSTAT_DATA = options.data;
  const { dev } = await import('astro');
  const server = await dev({
    root: options.home,
    server: { port: options.port, host: '127.0.0.1' },
    logLevel: 'warn',
  });
  log(`http://127.0.0.1:${server.address.port}/ until you press Ctrl-C`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.stop();
  return [];
});
