import { defineMiddleware } from 'astro:middleware';
import { fileToType } from '../serving/file-headers.ts';
import { developmentPage } from './development.ts';

/** Answers the development server, where nobody hands a template its view: each is made from the content folder. */
export const onRequest = defineMiddleware(async (context, next) => {
  if (context.locals.views) return next();
  const found = await developmentPage(context.url.pathname);
  if ('text' in found) return new Response(await found.text(), { headers: { 'content-type': fileToType(found.file) } });
  context.locals.views = { [found.template]: await found.view() };
  return next(found.template);
});
