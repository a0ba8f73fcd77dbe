export { drawPage } from './draw-page.ts';

/** The app as @astrojs/node serves it, for the live host. Apart, as drawing by cron needs none of it. */
export async function loadHandler() {
  const { handler } = await import('@astrojs/node/server.js');
  return handler;
}
