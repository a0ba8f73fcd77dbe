/** Schemes a page may link to. Everything else from outside is shown as text. */
const LINK_SCHEMES = new Set(['http:', 'https:', 'ftp:', 'rsync:', 'git:', 'mailto:']);
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** The address as a link, or undefined when it is none, or of a scheme that a page must not link to. */
export function textToHref(text: string): string | undefined {
  if (!HAS_SCHEME.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return LINK_SCHEMES.has(url.protocol) && isPlainHost(url.host) ? url.href : undefined;
}

/**
 * Whether a host is a name or a number and no more. URLs may hold `;`, `$`, `'` and the like in a host, which no host
 * is called, and help puts addresses into lines for a shell.
 */
export function isPlainHost(host: string): boolean {
  return /^([\w.-]+|\[[\da-f:.]+\])?(:\d+)?$/i.test(host);
}

/**
 * Resolve an address of a MirrorZ document: absolute, or below `siteUrl`, which may itself have a path.
 * Spaces and other characters that an address cannot hold come back percent-encoded, once.
 *
 * @param siteUrl the site's address, without a trailing slash
 * @returns the absolute address, or undefined when a page must not link to it
 */
export function resolveAddress(text: string, siteUrl: string): string | undefined {
  if (HAS_SCHEME.test(text)) return textToHref(text);
  if (/^[/\\]{2}/.test(text)) return URL.canParse(text, siteUrl) ? textToHref(new URL(text, siteUrl).href) : undefined;
  return textToHref(`${siteUrl}/${text.replace(/^\//, '')}`);
}

/** An address with everything percent-encoded that may not stand in one; what is encoded already stays. */
export function encodedAddress(text: string): string {
  return text.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}

/** The default address of a mirror: `/` and its name, with any characters. */
export function cnameToAddress(cname: string): string {
  const segments = cname.toWellFormed().split('/').filter(Boolean);
  return `/${segments.map((segment) => encodeURIComponent(segment).replaceAll('%2B', '+')).join('/')}`;
}

/**
 * The address as a visitor's link: from the root where it is on this host, so that it works by
 * every name and scheme the site answers to; absolute elsewhere.
 */
export function addressToLink(address: string, siteUrl: string): string {
  const url = new URL(address);
  const isHere = url.host === new URL(siteUrl).host && /^https?:$/.test(url.protocol);
  // A path that begins with two slashes would be read as the name of another host.
  return isHere && !url.pathname.startsWith('//') ? url.pathname + url.search + url.hash : url.href;
}

/** The same below the site's address, without the slash it begins with; undefined for what is elsewhere. */
export function addressBelowSite(address: string, siteUrl: string): string | undefined {
  const below = `${siteBasePath(siteUrl)}/`;
  const link = addressToLink(address, siteUrl);
  return link.startsWith(below) ? link.slice(below.length) : undefined;
}

/** The path of the site's address, `''` for a site at the root of its host, else `/mirrors`. */
export function siteBasePath(siteUrl: string): string {
  const known = basePaths.get(siteUrl) ?? new URL(siteUrl).pathname.replace(/\/+$/, '');
  basePaths.set(siteUrl, known);
  return known;
}

/** Asked for each link of each page, and the answer for a site never changes. */
const basePaths = new Map<string, string>();

/** The address without the user and password that some operators put there; they must not be published. */
export function withoutPassword(address: string): string {
  return address.replace(/\/\/[^/\s]*:[^/\s]*@/g, '//');
}

/** An e-mail address as `mailto:`, or undefined for the obfuscated texts that many sites publish. */
export function emailToHref(text: string): string | undefined {
  return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(text) ? `mailto:${text}` : undefined;
}
