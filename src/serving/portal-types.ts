const TEXT = 'text/plain; charset=utf-8';

/** What a file of the portal is served as that has no other type: browsers save it. */
export const portalDefaultType = 'application/octet-stream';

/** Types of the files of the portal, by last extension, for all servers. */
export const portalTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  meta4: 'application/metalink4+xml; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  txt: TEXT,
  md: 'text/markdown; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/**
 * Files whose type follows from where they are, before any extension counts: regular expressions for their names below
 * the output folder. Ready files of help pages are text, whatever a package manager calls them.
 */
export const portalPlaces: readonly { readonly pattern: string; readonly type: string }[] = [
  { pattern: '(?:[^/]+/)?help/[^/]+/files/.+$', type: TEXT },
  // Prometheus 3 requires this type.
  { pattern: 'metrics$', type: 'text/plain; version=0.0.4; charset=utf-8' },
];

/** Each type with the extensions that have it. */
export function extensionsByType(): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(Object.keys(portalTypes), (extension) => portalTypes[extension]!);
}
