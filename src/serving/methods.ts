/** Methods that every server accepts and lists in `Allow`. */
export const allowedMethods = 'GET, HEAD, OPTIONS';

/** Headers of a CORS preflight response. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': allowedMethods,
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': '86400',
};

/** First segments of the portal's addresses that pages of other sites may read. */
export const readableNames = ['api', 'mirrorz.json'];
