import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'astro/config';

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/** No web server: what is compiled draws templates, for cron and for the live host alike; see src/entry.ts. */
const drawingAlone = {
  name: 'heliostat',
  hooks: {
    'astro:config:setup': ({ command, addMiddleware }) => {
      if (command === 'dev') addMiddleware({ order: 'pre', entrypoint: fileOf('./src/app/development-middleware.ts') });
    },
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'heliostat',
        entrypointResolution: 'auto',
        serverEntrypoint: fileOf('./src/entry.ts'),
        supportedAstroFeatures: { serverOutput: 'stable' },
      }),
  },
};

const nameOfAsset = ({ names }) =>
  names.some((name) => name.endsWith('.css')) ? '_heliostat/site.[hash][extname]' : '_heliostat/[name].[hash][extname]';

export default defineConfig({
  output: 'server',
  adapter: drawingAlone,
  session: false,
  devToolbar: { enabled: false },
  trailingSlash: 'ignore',
  build: { assets: '_heliostat', inlineStylesheets: 'never' },
  // Pages hold no images to convert; this keeps sharp out of the compiled entry.
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  vite: {
    plugins: [tailwindcss()],
    build: {
      // A strict Content-Security-Policy forbids scripts inside pages.
      assetsInlineLimit: 0,
      // The oldest browsers that still come by; tests/old-browsers.test.ts holds the pages to it.
      target: ['chrome109', 'edge109', 'firefox115', 'safari16.4'],
      // The style sheet would be named after whichever chunk imports it.
      rolldownOptions: { output: { assetFileNames: nameOfAsset } },
    },
  },
});
