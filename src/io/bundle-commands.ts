import { join } from 'node:path';
import { operatorCommands } from '../cli/commands.ts';

/**
 * Bundle the commands of an operator with their libraries: `build.js` and so on, and what they share. Starting them from one
 * file each saves looking up two hundred modules. `answer.js` answers a command line without any of that.
 */
export async function bundleCommands(checkout: string, outFolder: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: checkout,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    // Pagefind finds its program from where it lies itself.
    ssr: { noExternal: true, external: ['astro', 'vite', 'shiki', 'pagefind', '@resvg/resvg-wasm'] },
    build: {
      ssr: true,
      outDir: outFolder,
      target: 'node22',
      minify: false,
      // A release hands on the packages that are bundled, and so their terms.
      license: { fileName: 'LICENSES.md' },
      rolldownOptions: {
        input: {
          ...Object.fromEntries(operatorCommands.map((name) => [name, join(checkout, `scripts/${name}.ts`)])),
          answer: join(checkout, 'src/cli/answer.ts'),
          'inspect-worker': join(checkout, 'src/io/inspect-worker.ts'),
          'folder-worker': join(checkout, 'src/io/survey/folder-worker.ts'),
          'downloads-worker': join(checkout, 'src/io/survey/downloads-worker.ts'),
        },
      },
    },
  });
}
