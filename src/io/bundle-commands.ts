import { join } from 'node:path';

/** Commands that cron runs; starting them from one file each saves looking up two hundred modules. */
const COMMANDS = ['build', 'refresh', 'fetch', 'check', 'deploy'];

/** Bundle the commands that cron runs, with their libraries: `build.js` and so on, and what they share. */
export async function bundleCommands(checkout: string, outFolder: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: checkout,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Pagefind finds its program from where it lies itself.
    ssr: { noExternal: true, external: ['astro', 'vite', 'shiki', 'pagefind'] },
    build: {
      ssr: true,
      outDir: outFolder,
      target: 'node22',
      minify: false,
      rolldownOptions: {
        input: {
          ...Object.fromEntries(COMMANDS.map((name) => [name, join(checkout, `scripts/${name}.ts`)])),
          'inspect-worker': join(checkout, 'src/io/inspect-worker.ts'),
        },
      },
    },
  });
}
