import { defineMiddleware } from 'astro:middleware';
import { fileToType } from '../serving/file-headers.ts';
import { developmentPage } from './development.ts';

/** Makes the view of each page from the content folder, for the development server. */
export const onRequest = defineMiddleware(async (context, next) => {
  if (context.locals.views) return next();
  const found = await developmentPage(context.url.pathname);
  if ('text' in found) return new Response(await found.text(), { headers: { 'content-type': fileToType(found.file) } });
  context.locals.views = { [found.template]: await found.view() };
  return next(found.template);
});
