import { siteBasePath } from '../../base/address.ts';
import { backgrounds, defaultAccent } from '../../model/look.ts';
import { wordsIn } from '../../words/index.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { namedSiteAddress, siteName } from '../views/frame.ts';
import { drawnPictures, manifestPath } from '../views/own.ts';

/** What browsers make of the site on the first screen of a phone: its name, icons and colours. */
export const manifest = document({
  route: manifestPath,
  each: once,
  inputs: (_, { portal }) => ({ site: namedSiteAddress(portal), accent: portal.own.look.accent ?? defaultAccent }),
  text: ({ site, accent }, language) => {
    const base = siteBasePath(site.site.url);
    const icons = Object.entries(drawnPictures.icons).map(([pixels, file]) => ({
      src: `${base}/${file}`,
      sizes: `${pixels}x${pixels}`,
      type: 'image/png',
    }));
    return toJson({
      name: siteName(site, language),
      short_name: site.site.abbr,
      lang: wordsIn(language).tag,
      start_url: `${base}/`,
      scope: `${base}/`,
      display: 'browser',
      theme_color: accent.light,
      background_color: backgrounds.light[0],
      icons,
    });
  },
});
