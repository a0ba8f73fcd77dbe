import { type Language, textIn } from '../base/localized.ts';
import { pickLanguage } from '../help/pick-language.ts';
import type { HelpLinks, HelpRequest, LineView } from '../help/request.ts';
import { type MirrorAddresses, schemesOf } from '../help/variables.ts';
import type { Mirror, MirrorHelp, Portal } from '../model/portal.ts';
import { type HelpName, helpName } from './help-name.ts';
import { helpPage, pageToPath, pageToUrl } from './views/paths.ts';

/** A page of help that a site has: of which mirror, and what it is asked for with. */
export interface HelpSource {
  /** Unique among all languages: `ubuntu.en`; the article is kept under it. */
  readonly name: string;
  /** What the page is called. */
  readonly title: HelpName;
  readonly mirror: Mirror;
  readonly help: MirrorHelp;
  readonly request: HelpRequest;
  /** The last days on which options of its document are supported. */
  readonly untils: readonly string[];
}

function helpLinks(portal: Portal, language: Language): HelpLinks {
  const helped = portal.mirrors.filter(({ cname }) => portal.help.has(cname));
  const names = new Set([...portal.helpNames, ...portal.mirrors.map(({ cname }) => cname)]);
  return {
    paths: helped.map(({ cname, slug }) => [cname, pageToPath(helpPage(slug), language, portal)]),
    others: [...names].filter((name) => !portal.help.has(name)),
  };
}

/** Every page of help in one language, in the order of the mirrors. */
export function helpSources(portal: Portal, language: Language): HelpSource[] {
  const links = helpLinks(portal, language);
  const byCname = new Map(portal.mirrors.map((mirror) => [mirror.cname, mirror]));
  return portal.mirrors.flatMap((mirror) => {
    const help = portal.help.get(mirror.cname);
    const written = help && pickLanguage(help, language);
    if (!written) return [];
    const mirrors = addressesOf(help.mirrors[written] ?? [], byCname);
    const title = helpName(mirror, help, language);
    const request = helpRequest(mirror, title.text, mirrors, help, portal, [language, written], links);
    const untils = [...new Set(help.supported[written]?.map(({ until }) => until))].sort();
    return { name: `${mirror.slug}.${language}`, title, mirror, help, request, untils };
  });
}

/** Where the site has the mirrors of these names; those that it has not, or that no page may link to, are left out. */
function addressesOf(cnames: readonly string[], byCname: ReadonlyMap<string, Mirror>): MirrorAddresses {
  return Object.fromEntries(
    cnames.flatMap(
      (cname) =>
        byCname
          .get(cname)
          ?.addresses.slice(0, 1)
          .map((a) => [cname, a]) ?? [],
    ),
  );
}

function helpRequest(
  mirror: Mirror,
  title: string,
  mirrors: MirrorAddresses,
  help: MirrorHelp,
  portal: Portal,
  [pageLanguage, language]: readonly [page: Language, document: Language],
  links: HelpLinks,
): HelpRequest {
  const address = mirror.addresses[0]!;
  return {
    layers: help.layers,
    language,
    pageLanguage,
    site: {
      title,
      address,
      mirrors,
      sudo: true,
      ...(help.missing?.[language]?.length && { missing: help.missing[language] }),
      ...(help.found?.[language] && { found: help.found[language] }),
      url: portal.site.url,
    },
    links,
    lines: linesOf(address, mirrors, portal, pageLanguage),
    filesUrl: pageToUrl(`${helpPage(mirror.slug)}files/`, pageLanguage, portal),
  };
}

/** The lines for everybody, for a mirror that is below the site's address; the site's own way comes first. */
function linesOf(address: string, mirrors: MirrorAddresses, portal: Portal, language: Language): LineView[] {
  const { url } = portal.site;
  if (!address.startsWith(`${url}/`)) return [];
  const through = (line: string, own: string) => (own.startsWith(`${url}/`) ? line + own.slice(url.length) : own);
  const host = (line: string) => line.replace(/^https?:\/\//, '');
  const lines = portal.endpoints.flatMap(({ label, name, isPublic, filter, address: line }): LineView[] => {
    if (!isPublic || line === undefined) return [];
    const schemes = [
      ...(filter.includes('SSL') ? ['https' as const] : []),
      ...(filter.includes('NOSSL') ? ['http' as const] : []),
    ];
    const others = Object.entries(mirrors).map(([cname, own]) => [cname, through(line, own)]);
    return [
      {
        ...{ value: label, name: textIn(name, language) ?? label, schemes },
        ...{ address: through(line, address), mirrors: Object.fromEntries(others) },
      },
    ];
  });
  const isOwn = ({ address: line }: LineView) => host(line) === host(address);
  if (lines.length === 0 || lines.some(isOwn)) return lines.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
  return [{ value: '', name: host(url), address, mirrors, schemes: schemesOf(address) }, ...lines];
}
