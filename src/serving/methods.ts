/** What each server takes, and tells in `Allow` when it is asked for something else. */
export const allowedMethods = 'GET, HEAD, OPTIONS';

/** What a browser has to be told before a page of another site may ask with headers of its own. */
export const preflightHeaders: Readonly<Record<string, string>> = {
  'Access-Control-Allow-Methods': allowedMethods,
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Max-Age': '86400',
};

/** First segments of the portal's addresses that pages of other sites may read. */
export const readableNames = ['api', 'mirrorz.json'];
