import { addressToLink } from '../../base/address.ts';
import { mirrorName } from '../../model/mirror-name.ts';
import { document, toJson } from '../document.ts';
import { once } from '../page.ts';
import { helpLink, rowSite } from '../views/mirror-row.ts';
import { mirrorPage, namesPath, pageToLink } from '../views/paths.ts';

/** What the page for addresses that lead nowhere chooses from; small, and asked for by nothing else. */
export const names = document({
  route: namesPath,
  inEachLanguage: true,
  each: once,
  inputs: (_, { portal }) => ({
    mirrors: portal.mirrors.map(({ cname, name, slug, addresses, help, hasHelp }) => ({
      ...{ cname, name, slug, addresses, help, hasHelp },
    })),
    site: rowSite(portal),
  }),
  text: ({ mirrors, site }, language) =>
    toJson(
      mirrors.map((mirror) => ({
        cname: mirror.cname,
        name: mirrorName(mirror, language),
        files: mirror.addresses[0] && addressToLink(mirror.addresses[0], site.site.url),
        help: helpLink(mirror, site, language),
        status: pageToLink(mirrorPage(mirror.slug), language, site),
      })),
    ),
});
