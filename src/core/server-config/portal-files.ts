/** Extensions of the files that the portal consists of. */
export const portalExtensions = [
  'html',
  'css',
  'js',
  'json',
  'xml',
  'svg',
  'txt',
  'png',
  'jpg',
  'webp',
  'ico',
  'wasm',
  'woff2',
] as const;
