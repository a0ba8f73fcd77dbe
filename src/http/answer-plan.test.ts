import { expect, test } from 'vitest';
import { planAnswer, type ServedSite, type SiteRequest } from './answer-plan.ts';

const since = new Date('2026-08-08T12:00:00Z');
const names = [
  'index.html',
  'status/index.html',
  'status/~late/index.html',
  '404.html',
  'en/index.html',
  'en/404.html',
  'api/status.json',
  '_heliostat/site.CTD0npln.css',
];
const site: ServedSite = { basePath: '', files: new Map(names.map((name) => [name, { key: 'K', since }])) };
const below: ServedSite = { ...site, basePath: '/mirrors' };

function answer(target: string, asked: Partial<SiteRequest> = {}, from = site) {
  return planAnswer({ method: 'GET', target, ...asked }, from);
}

test.each([
  ['/', 'index.html'],
  ['/status/', 'status/index.html'],
  ['/status/?sort=size&q=a?b', 'status/index.html'],
  ['/status/~late/', 'status/~late/index.html'],
  ['/status/%7Elate/', 'status/~late/index.html'],
  ['/status/index.html', 'status/index.html'],
  ['/api/status.json', 'api/status.json'],
  ['http://mirrors.example.org/status/', 'status/index.html'],
])('%s is %s', (target, file) => {
  expect(answer(target)).toMatchObject({ status: 200, file });
});

test.each([
  ['/status', '/status/'],
  ['/status?q=a', '/status/?q=a'],
  ['/status/~late', '/status/~late/'],
  ['http://evil.example/status', '/status/'],
])('%s is sent to %s', (target, location) => {
  expect(answer(target)).toEqual({ status: 301, headers: { location } });
});

test.each([
  '//evil.example',
  '//evil.example/',
  '//status',
  '///status',
  '/\\evil.example',
  '/%2Fevil.example/..',
  '/status/../status',
  '/../etc/passwd',
  '/%2e%2e/etc/passwd',
  '/%',
  '/status/%00',
  '*',
  'status/',
])('%s leads nowhere', (target) => {
  expect(answer(target)).toMatchObject({ status: 404, file: '404.html' });
});

test.each([
  ['/en/nothing/', 'en/404.html'],
  ['/en/%', '404.html'],
  ['/english/', '404.html'],
  ['/404.html', '404.html'],
  ['/en/404.html', 'en/404.html'],
])('that there is no %s is said by %s', (target, file) => {
  expect(answer(target)).toMatchObject({ status: 404, file });
});

test.each([
  ['/mirrors', { status: 301, headers: { location: '/mirrors/' } }],
  ['/mirrors?q=a', { status: 301, headers: { location: '/mirrors/?q=a' } }],
  ['/mirrors/', { status: 200, file: 'index.html' }],
  ['/mirrors/status', { status: 301, headers: { location: '/mirrors/status/' } }],
  ['/status/', { status: 404, file: '404.html' }],
  ['/mirrorsstatus/', { status: 404 }],
])('of a site below a path, %s is answered so', (target, expected) => {
  expect(answer(target, {}, below)).toMatchObject(expected);
});

test.each([
  [undefined, 200],
  ['"K"', 304],
  ['W/"K"', 304],
  ['"other", "K"', 304],
  ['*', 304],
  ['"other"', 200],
  ['"K-gzip"', 200],
  ['K', 200],
])('a visitor who has %s gets %i', (ifNoneMatch, status) => {
  expect(answer('/status/', { ifNoneMatch }).status).toBe(status);
});

test('an answer without news has the validators and no body', () => {
  const { status, headers, file } = answer('/status/', { ifNoneMatch: '"K"' });
  expect({ status, file }).toEqual({ status: 304, file: undefined });
  expect(headers).toMatchObject({
    etag: '"K"',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    'last-modified': 'Sat, 08 Aug 2026 12:00:00 GMT',
  });
});

test.each([
  ['gzip', true],
  ['br, gzip;q=0.5', true],
  ['GZIP', true],
  ['gzip;q=0', false],
  ['gzip; q=0.0', false],
  ['br', false],
  ['', false],
])('for a visitor who accepts %j, packed is %s', (acceptEncoding, isPacked) => {
  const { headers, ...plan } = answer('/status/', { acceptEncoding });
  expect(plan.isPacked).toBe(isPacked);
  expect(headers.etag).toBe(isPacked ? '"K-gzip"' : '"K"');
  expect(headers['content-encoding']).toBe(isPacked ? 'gzip' : undefined);
});

test('only what changes its name with its content is kept without asking', () => {
  expect(answer('/_heliostat/site.CTD0npln.css').headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(answer('/api/status.json').headers['cache-control']).toBe('no-cache');
});

test.each(['POST', 'PUT', 'DELETE', 'TRACE'])('%s is not allowed', (method) => {
  expect(answer('/status/', { method })).toEqual({ status: 405, headers: { allow: 'GET, HEAD, OPTIONS' } });
});

test.each([
  ['/status/', undefined],
  ['/nothing', undefined],
  ['/api/status.json', '*'],
  ['/mirrorz.json', '*'],
])('what may be asked of %s is told, and to pages of other sites: %s', (target, origin) => {
  const { status, headers, file } = answer(target, { method: 'OPTIONS' });
  expect({ status, file, allow: headers.allow }).toEqual({ status: 204, file: undefined, allow: 'GET, HEAD, OPTIONS' });
  expect(headers['access-control-allow-origin']).toBe(origin);
  expect(headers['access-control-allow-headers']).toBe(origin);
});
