import { searchWorker } from './paths.ts';
import { portalDefaultType, portalPlaces, portalTypes } from './portal-types.ts';

/** Nothing from elsewhere, nothing inside the page; every page works under it. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * A worker is under its own policy and not under that of the page that started it. This one has to compile
 * WebAssembly, so no page has to be allowed to.
 */
export const searchWorkerPolicy = "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src 'self'";
export const referrerPolicy = 'strict-origin-when-cross-origin';

/** Compiled assets carry a hash of their content in their name: `_heliostat/site.CTD0npln.css`. */
export const hashedAsset = '_heliostat/.*\\.[\\w-]{8}\\.\\w+$';
const HASHED = new RegExp(`^${hashedAsset}`);
const places = portalPlaces.map(({ pattern, type }) => ({ pattern: new RegExp(`^${pattern}`), type }));
const TEXTUAL = /^text\/|json|xml|javascript/;

/** Whether a file of the site has a hash in its name, so that what is in it never changes. */
export function isHashedAsset(file: string): boolean {
  return HASHED.test(file);
}

/**
 * The `content-type` of a file of the site.
 *
 * @param file below the output folder: `status/index.html`
 */
export function fileToType(file: string): string {
  const place = places.find(({ pattern }) => pattern.test(file));
  return place?.type ?? portalTypes[/\.(\w+)$/.exec(file)?.[1] ?? ''] ?? portalDefaultType;
}

/** Whether a file of the site gets smaller by packing; pictures and the like are packed already. */
export function isPackable(file: string): boolean {
  return isPackableType(fileToType(file));
}

/** The same of a type. */
export function isPackableType(type: string): boolean {
  return TEXTUAL.test(type);
}

/** What is said of a file of the site beside its validators, under lower-case names. */
export function fileToHeaders(file: string): Record<string, string> {
  const type = fileToType(file);
  return {
    'content-type': type,
    'cache-control': isHashedAsset(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': referrerPolicy,
    ...(isPackable(file) && { vary: 'accept-encoding' }),
    ...(type.startsWith('text/html') && { 'content-security-policy': contentSecurityPolicy }),
    ...(file === searchWorker && { 'content-security-policy': searchWorkerPolicy }),
    ...(isForPrograms(file) && { 'access-control-allow-origin': '*' }),
  };
}

/** Whether pages of other sites may read a file of the site. */
export function isForPrograms(file: string): boolean {
  return file.startsWith('api/') || file === 'mirrorz.json';
}
