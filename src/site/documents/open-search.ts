import { escapeXml } from '../../base/xml.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';
import { once } from '../page.ts';
import { namedSiteAddress, siteName } from '../views/frame.ts';
import { openSearchPath, toIconFile } from '../views/own.ts';
import { pageToUrl } from '../views/paths.ts';

/** Lets browsers search the site from their address bar. The format: https://github.com/dewitt/opensearch, 1.1 draft 6. */
export const openSearch = document({
  route: openSearchPath,
  inEachLanguage: true,
  each: once,
  inputs: (_, { portal }) => ({ site: namedSiteAddress(portal), icon: toIconFile(portal.own.look) }),
  text: ({ site, icon }, language) => {
    const name = siteName(site, language);
    const search = `${pageToUrl('/', language, site)}?q={searchTerms}`;
    const type = icon.endsWith('.png') ? 'image/png' : 'image/svg+xml';
    return `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${escapeXml(cut(site.site.abbr, 16))}</ShortName>
<Description>${escapeXml(cut(`${wordsIn(language).search.label} · ${name}`, 1024))}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image type="${type}">${escapeXml(`${site.site.url}/${icon}`)}</Image>
<Url type="text/html" template="${escapeXml(search)}"/>
</OpenSearchDescription>
`;
  },
});

/** The format gives each text so many characters. */
function cut(text: string, most: number): string {
  return [...text].slice(0, most).join('');
}
