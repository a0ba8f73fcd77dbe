import { fileURLToPath } from 'node:url';
import node from '@astrojs/node';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'astro/config';

/**
 * @astrojs/node, with an entry of our own: drawing by cron needs the app alone, without the adapter's web
 * server and what that imports. See docs/decisions/0002-compile-once-draw-everything.md.
 */
function nodeWithOwnEntry() {
  // Without streaming, a page that cannot be drawn is an error and not half a page.
  const adapter = node({ mode: 'middleware', experimentalDisableStreaming: true });
  const done = adapter.hooks['astro:config:done'];
  adapter.hooks['astro:config:done'] = (options) =>
    done({
      ...options,
      setAdapter: (settings) =>
        options.setAdapter({
          ...settings,
          serverEntrypoint: fileURLToPath(new URL('./src/entry.ts', import.meta.url)),
        }),
    });
  return adapter;
}

export default defineConfig({
  output: 'server',
  adapter: nodeWithOwnEntry(),
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
    },
  },
});
