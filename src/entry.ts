import { createApp } from 'astro/app/entrypoint';

/** The compiled app. `app.render(request, { locals: { view } })` draws the page that `request` routes to. */
export const app = createApp({ streaming: false });

/** The same app as @astrojs/node serves it, for the live host. Apart, as drawing by cron needs none of it. */
export async function loadHandler() {
  const { handler } = await import('@astrojs/node/server.js');
  return handler;
}
