import { expect, test } from 'vitest';
import { parseYaml } from '../base/parse-yaml.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { Problem } from '../base/problems.ts';
import { portalSchema } from '../content/portal-schema.ts';
import type { SiteEndpoint } from '../model/endpoint.ts';
import type { Endpoint } from '../model/report.ts';
import { assembleEndpoints } from './endpoints.ts';

/** The lines of a portal.yaml and of one source, and everything that is wrong with them. */
function read(
  yaml: string,
  told: readonly Endpoint[] = [],
): { readonly lines: readonly SiteEndpoint[]; readonly says: string } {
  const { value, problems } = parseYaml(`endpoints:\n${yaml}`, 'content/portal.yaml', portalSchema);
  const found: Problem[] = [...problems];
  const readings = [{ source: 'mirrorz', reports: [], endpoints: told }];
  const lines = assembleEndpoints(value?.endpoints ?? [], 'content/portal.yaml', readings, (one) => found.push(one));
  return { lines, says: problemsToText(found) };
}

const told: Endpoint = { label: 'a', resolve: 'told.example', isPublic: false, filter: ['V4', 'NOSSL'], range: ['CN'] };

test('a line needs no more than a label and where it leads to', () => {
  expect(read('  - { label: a, resolve: a.example }')).toEqual({
    lines: [
      {
        label: 'a',
        name: 'a',
        resolve: 'a.example',
        isPublic: true,
        filter: ['V4', 'V6', 'SSL', 'NOSSL'],
        range: [],
        address: 'https://a.example',
      },
    ],
    says: '',
  });
});

test('a line is whole with a name, a network, a provider and a province', () => {
  const { lines, says } = read(`
  - label: campus-6
    name: { zh: 校园网 IPv6, en: Campus IPv6 }
    resolve: 6.mirrors.example.org:8080/mirrors
    public: false
    filter: [V6, NOSSL]
    range: [2001:db8::/32, 192.0.2.0/24, ISP:CERNET, REGION:BJ, COUNTRY:CN, AS4538]`);
  expect(says).toBe('');
  expect(lines).toMatchObject([
    {
      name: { zh: '校园网 IPv6', en: 'Campus IPv6' },
      isPublic: false,
      address: 'http://6.mirrors.example.org:8080/mirrors',
      range: ['2001:db8::/32', '192.0.2.0/24', 'ISP:CERNET', 'REGION:BJ', 'COUNTRY:CN', 'AS4538'],
    },
  ]);
});

test('lines of content come first and win over those of sources', () => {
  const { lines, says } = read('  - { label: a, resolve: own.example }', [told, { ...told, label: 'b' }]);
  expect(lines.map(({ label, resolve }) => [label, resolve])).toEqual([
    ['a', 'own.example'],
    ['b', 'told.example'],
  ]);
  expect(says).toBe('');
});

test('a line that neither https nor http reaches has no address', () => {
  const [line] = read('', [{ ...told, filter: [] }]).lines;
  expect(line!.address).toBeUndefined();
});

test('what is wrong is told with its line, and the rest counts', () => {
  const { lines, says } = read(`
  - { label: a, resolve: https://a.example/ }
  - { label: b, resolve: b.example, filter: [V4, TLS], range: [CN] }
  - { label: c, resolve: c.example, filtre: [V4] }
  - { label: c, resolve: d.example }`);
  expect(lines.map(({ resolve }) => resolve)).toEqual(['b.example', 'c.example']);
  expect(says).toMatchInlineSnapshot(`
    "content/portal.yaml:3:26: error: endpoints.0.resolve: expected host, host:port or host/path, without a scheme and a slash at the end [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/portal.yaml:4:50: error: endpoints.1.filter.1: expected one of "V4"|"V6"|"SSL"|"NOSSL" [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/portal.yaml:4:64: error: endpoints.1.range.0: expected a network such as 2001:db8::/32, ISP:CERNET, REGION:BJ or COUNTRY:CN [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    content/portal.yaml:5:37: error: key "filtre" is not known [unknown-key]
      fix: Did you mean "filter"? Use one of label, name, resolve, public, filter, range.
    content/portal.yaml: endpoints: warning: label "c" is used twice [duplicate-endpoint]
      fix: Give each endpoint a label of its own; only the first one is used."
  `);
});

test.each(['mirrors.example.org/', 'user@a.example', 'a.example/x?y', 'a b', 'http:a', ''])(
  '%j leads nowhere',
  (resolve) => {
    expect(read(`  - { label: a, resolve: ${JSON.stringify(resolve)} }`).lines).toEqual([]);
  },
);

test.each(['a.example', 'a.example:8080', '10.0.0.1:8080/proxy', '[2001:db8::1]:8080', '镜像.example/x'])(
  '%j leads somewhere',
  (resolve) => {
    expect(read(`  - { label: a, resolve: ${JSON.stringify(resolve)} }`).lines[0]!.address).toBe(`https://${resolve}`);
  },
);
