import { defineMiddleware } from 'astro:middleware';
import { fileToType } from './serving/file-headers.ts';

/**
 * Whoever draws a page hands it its view. In development nobody does, so it is made here from the content
 * folder; `DEV` is false in a compiled entry, and the import goes with it.
 */
export const onRequest = defineMiddleware(async (context, next) => {
  if (context.locals.views) return next();
  if (!import.meta.env.DEV) return new Response('no view', { status: 500 });
  const { developmentPage } = await import('./app/development.ts');
  const found = await developmentPage(context.url.pathname);
  if ('text' in found) return new Response(await found.text(), { headers: { 'content-type': fileToType(found.file) } });
  context.locals.views = { [found.template]: await found.view() };
  return next(found.template);
});
