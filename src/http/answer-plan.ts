import { fileToHeaders, isForPrograms, isPackable } from '../serving/file-headers.ts';
import { allowedMethods, preflightHeaders } from '../serving/methods.ts';
import { pathToFile } from '../serving/paths.ts';

/** Path and query; a client may name the host before them, as it does to a proxy. */
const TARGET = /^(?:https?:\/\/[^/?]*)?([^?]*)(.*)$/is;

/** What decides the answer to a request. */
export interface SiteRequest {
  readonly method: string;
  /** The target as it was sent: `/status/?q=a`. */
  readonly target: string;
  readonly ifNoneMatch?: string | undefined;
  readonly acceptEncoding?: string | undefined;
}

/** A site to answer from. */
export interface ServedSite {
  /** Path of the site's address, `''` at the root of its host. */
  readonly basePath: string;
  /** What there is, by its name below the output folder; a key stands for the bytes. */
  readonly files: ReadonlyMap<string, { readonly key: string; readonly since: Date }>;
}

export interface AnswerPlan {
  readonly status: 200 | 204 | 301 | 304 | 404 | 405;
  /** Under lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The file to send, if any. */
  readonly file?: string;
  /** Send it packed by gzip. */
  readonly isPacked?: boolean;
}

/** Decide how a request is answered. Names no file that the site does not have, so no path leads out of it. */
export function planAnswer(request: SiteRequest, site: ServedSite): AnswerPlan {
  const [, path, query] = TARGET.exec(request.target) as unknown as [string, string, string];
  if (request.method === 'OPTIONS') return planOptions(targetToFile(path, site.basePath));
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, headers: { allow: allowedMethods } };
  if (path === site.basePath) return redirect('', query, site);
  const file = targetToFile(path, site.basePath);
  // Apache uses the status of the response for an error page, so /404.html must not have status 200.
  if (file !== undefined && site.files.has(file) && !file.endsWith('404.html')) return planFile(file, request, site);
  if (file !== undefined && site.files.has(`${file}/index.html`)) return redirect(file, query, site);
  return planNotFound(file, request, site);
}

/** What may be asked; and, of what other sites may read, that their pages may ask so. */
function planOptions(file: string | undefined): AnswerPlan {
  const headers = Object.entries(preflightHeaders).map(([name, value]) => [name.toLowerCase(), value] as const);
  const crossSite = { 'access-control-allow-origin': '*', ...Object.fromEntries(headers) };
  return { status: 204, headers: { allow: allowedMethods, ...(file && isForPrograms(file) && crossSite) } };
}

/** The file that a path would name, or undefined when it cannot name any. */
function targetToFile(path: string, basePath: string): string | undefined {
  if (!path.startsWith(`${basePath}/`)) return undefined;
  try {
    return pathToFile(decodeURIComponent(path.slice(basePath.length)) as `/${string}`);
  } catch {
    return undefined; // Percent signs that encode nothing.
  }
}

function planFile(file: string, request: SiteRequest, { files }: ServedSite): AnswerPlan {
  const { key, since } = files.get(file)!;
  const isPacked = acceptsPacked(file, request);
  const etag = isPacked ? `"${key}-gzip"` : `"${key}"`;
  const headers = { ...fileToHeaders(file), etag, 'last-modified': since.toUTCString() };
  if (matches(request.ifNoneMatch, etag)) return { status: 304, headers };
  return { status: 200, headers: { ...headers, ...encoding(isPacked) }, file, isPacked };
}

/** The page that says so, in the language of the path. */
function planNotFound(file: string | undefined, request: SiteRequest, { files }: ServedSite): AnswerPlan {
  const translated = `${file?.split('/', 1)[0]}/404.html`;
  const page = files.has(translated) ? translated : '404.html';
  const isPacked = acceptsPacked(page, request);
  return { status: 404, headers: { ...fileToHeaders(page), ...encoding(isPacked) }, file: page, isPacked };
}

/** Made from the name of a folder that is there, so it never leads to another host. */
function redirect(folder: string, query: string, { basePath }: ServedSite): AnswerPlan {
  const path = folder === '' ? `${basePath}/` : `${basePath}/${encodeURI(folder)}/`;
  return { status: 301, headers: { location: path + query } };
}

function acceptsPacked(file: string, { acceptEncoding = '' }: SiteRequest): boolean {
  return (
    isPackable(file) && acceptEncoding.split(',').some((one) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one))
  );
}

function encoding(isPacked: boolean): Record<string, string> {
  return isPacked ? { 'content-encoding': 'gzip' } : {};
}

/** Weakly, as RFC 9110 wants it here: a proxy on the way may have marked the validator as weak. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => ['*', etag].includes(one.trim().replace(/^W\//, '')));
}
