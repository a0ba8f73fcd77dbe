import { createApp } from 'astro/app/entrypoint';

// Without streaming, a page that cannot be drawn is an error and not half a page.
const app = createApp({ streaming: false });
const routes = new Map(app.manifest.routes.map(({ routeData }) => [routeData.route, routeData]));
const templateUrl = 'http://heliostat.invalid/';

/**
 * Draw a template with the view in `locals`. A drawn page is kept and sent to everybody, so no request of a visitor has a
 * part in it.
 *
 * @throws when it cannot be drawn; Astro has written the reason to standard error then
 */
export async function drawTemplate(template: string, locals: App.Locals): Promise<string> {
  const routeData = routes.get(template);
  if (!routeData) throw new Error(`there is no template ${template}`);
  const response = await app.render(new Request(templateUrl), { routeData, locals });
  if (response.status !== (template === '/404' ? 404 : 200))
    throw new Error(`drawing ${template} ended with status ${response.status}`);
  return response.text();
}
