import { defineMiddleware } from 'astro:middleware';

/**
 * Whoever draws a page hands it its view. In development nobody does, so it is made here from the content
 * folder; `DEV` is false in a compiled entry, and the import goes with it.
 */
export const onRequest = defineMiddleware(async (context, next) => {
  if (context.locals.view) return next();
  if (!import.meta.env.DEV) return new Response('no view', { status: 404 });
  const { developmentPage } = await import('./io/development.ts');
  const page = await developmentPage(context.url.pathname);
  if (typeof page === 'string') return new Response(page);
  if (!page) return next();
  context.locals.view = await page.view();
  return next(page.route);
});
