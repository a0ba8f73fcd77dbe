import { expect, test } from 'vitest';
import { exampleMirror, examplePortal, libraryKinds, siteUrl } from '../../tests/example-portal.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { Mirror } from '../model/portal.ts';
import { serveSchema } from '../model/serve-schema.ts';
import { reservedNames } from '../site/registry.ts';
import { serveFiles } from './serve-files.ts';
import { planServe } from './serve-plan.ts';

const parse = (options: object = {}) => serveSchema.parse({ dataRoot: '/srv/mirrors', ...options });
const at = (path: string, keys: Partial<Mirror> = {}) =>
  exampleMirror(path.slice(1), { addresses: [`${siteUrl}${path}/`], ...keys });
const place = { file: 'mirrors/x.yaml' };

function planOf(mirrors: readonly Mirror[], options: object = {}) {
  return planServe(examplePortal(mirrors), parse(options), '/srv/portal', reservedNames);
}

test.each([
  ['its address below the data root', {}, '/srv/mirrors/debian'],
  ['where its file says', { serve: { place, folder: '/data/deb' } }, '/data/deb'],
] as const)('a mirror is served from %s', (_, keys, folder) => {
  expect(planOf([at('/debian', keys)]).value.mirrors).toMatchObject([{ path: '/debian', folder, type: 'debian' }]);
});

test("the operator's own kind decides how long caches keep the files of its mirrors", () => {
  const rules = [{ class: 'pointer', path: '/latest-' }] as const;
  const kinds = new Map([
    ['my-tree', { ...libraryKinds.get('folder')!, names: ['mine'], cache: { type: 'my-tree', rules } }],
  ]);
  const { value } = planServe(
    examplePortal([at('/mine'), at('/other')], { kinds }),
    parse(),
    '/srv/portal',
    reservedNames,
  );
  expect(value.mirrors.map(({ type }) => type)).toEqual(['my-tree', 'general']);
  expect(value.cacheRules.get('my-tree')).toEqual([...rules, ...value.cacheRules.get('general')!]);
  const http = serveFiles(value).find(({ file }) => file === 'nginx/heliostat/http.conf')!;
  expect(http.text).toContain('map $uri $hs_keep_my_tree {');
});

test('`serve.type` of a mirror comes before its name', () => {
  const { mirrors } = planOf([
    at('/debian', { serve: { place, type: 'general' } }),
    at('/x', { serve: { place, type: 'rpm' } }),
  ]).value;
  expect(mirrors.map(({ type }) => type)).toEqual(['general', 'rpm']);
});

test.each([
  ['of another host', at('/debian', { addresses: ['https://other.example.org/debian/'] })],
  ['that is passed on to upstream', at('/debian', { sync: { state: 'proxy' } })],
  ['whose file says to skip it', at('/debian', { serve: { place, skip: true } })],
])('a mirror %s is none of the server’s, and no problem', (_, mirror) => {
  expect(planOf([mirror])).toMatchObject({ value: { mirrors: [] }, problems: [] });
});

test('a mirror whose file has a fault in how to serve it is left out, and told: it might have said not to', () => {
  const { value, problems } = planOf([at('/debian', { serve: { place, faultyFile: 'mirrors/debian.yaml' } })]);
  expect(value.mirrors).toEqual([]);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "mirrors/debian.yaml: error: mirror "debian" is left out of the server configuration: \`serve\` or \`url\` in its file is invalid [unserved-mirror]
      fix: Correct the file; its fault is reported separately."
  `);
});

test('inner mirrors come before outer ones, for servers that take the first that fits', () => {
  const { mirrors } = planOf([at('/pub'), at('/pub/debian/security'), at('/pub/debian')]).value;
  expect(mirrors.map(({ path }) => path)).toEqual(['/pub/debian/security', '/pub/debian', '/pub']);
});

test('what no configuration can hold is left out, and told', () => {
  const odd = ['/a%0Ab', '/a$b', '/x%2f..%2f..%2fetc', '/debian'].map((path) => at(path, { serve: { place } }));
  const { value, problems } = planOf([at('/debian'), ...odd]);
  expect(value.mirrors.map(({ path }) => path)).toEqual(['/debian']);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "mirrors/x.yaml: error: mirror "a%0Ab" is left out of the server configuration: its address "/a\\nb" cannot be written into the configuration of a server [unserved-mirror]
      fix: Give it an address of its own of plain characters with \`url\`, or set \`serve: { skip: true }\`.
    mirrors/x.yaml: error: mirror "a$b" is left out of the server configuration: its address "/a$b" cannot be written into the configuration of a server [unserved-mirror]
      fix: Give it an address of its own of plain characters with \`url\`, or set \`serve: { skip: true }\`.
    mirrors/x.yaml: error: mirror "x%2f..%2f..%2fetc" is left out of the server configuration: its address "/x/../../etc" cannot be written into the configuration of a server [unserved-mirror]
      fix: Give it an address of its own of plain characters with \`url\`, or set \`serve: { skip: true }\`."
  `);
});

const listening = (options: object) =>
  serveFiles(planOf([], options).value)
    .find(({ file }) => file === 'nginx/heliostat.conf')!
    .text.match(/^ +(listen|http2).*$/gm)!
    .map((line) => line.trim());

test.each([
  ['1.22', ['listen 80;', 'listen 443 ssl http2;']],
  ['1.25.0', ['listen 80;', 'listen 443 ssl http2;', 'listen 443 quic reuseport; # HTTP/3, over UDP']],
  ['1.26.3', ['listen 80;', 'listen 443 ssl;', 'listen 443 quic reuseport; # HTTP/3, over UDP', 'http2 on;']],
])('nginx %s is spoken to in its own words', (nginx, expected) => {
  const https = { certificate: '/etc/c.pem', key: '/etc/k.pem', http3: true };
  expect(listening({ nginx, https, ipv6: false })).toEqual(expected);
});

const everything = {
  system: 'rhel',
  nginx: '1.26.3',
  names: ['mirrors.example.org', '6.mirrors.example.org'],
  https: {
    certificate: '/etc/pki/tls/certs/site.pem',
    key: '/etc/pki/tls/private/site.pem',
    http3: true,
    redirect: 'all',
  },
  acme: '/var/www/acme',
  listing: 'fancyindex',
  limits: { requestsPerSecond: 40, mebibytesPerSecond: 20, exempt: ['192.0.2.0/24', '2001:db8::/32'] },
  blockUserAgents: ['GPTBot'],
  log: 'anonymized',
  logFolder: '/srv/logs',
  rsync: {},
};

// No machine of ours runs RHEL: what is written for it, and for nginx 1.26, is read here by people.
test.each(
  serveFiles(planOf([at('/debian'), at('/fedora')], everything).value).filter(({ file }) => !file.startsWith('caddy/')),
)('for RHEL and nginx 1.26, $file is as it was read last', async ({ file, text }) => {
  await expect(text).toMatchFileSnapshot(`../../tests/serving/emitted/${file}`);
});

test('each file begins with what it is, where it goes and how to test it', () => {
  const files = serveFiles(planOf([at('/debian')], { limits: {}, rsync: {}, logFolder: '/srv/logs' }).value);
  expect(files.length).toBeGreaterThan(10);
  for (const { file, text } of files) {
    expect([file, text]).toEqual([file, expect.stringMatching(/^# Heliostat: /)]);
    expect([file, text]).toEqual([file, expect.stringMatching(/^# Goes to \//m)]);
    expect([file, text]).toEqual([file, expect.stringMatching(/^# Test it with: /m)]);
  }
});
