import { createApp } from 'astro/app/entrypoint';

/** The compiled app. `app.render(request, { locals: { view } })` draws the page that `request` routes to. */
export const app = createApp({ streaming: false });
