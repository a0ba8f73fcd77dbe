import { describe, expect, test } from 'vitest';
import { siteEntrances } from './entrances.ts';

const site = 'https://mirrors.example.org';
const endpoint = (resolve: string, filter: readonly string[] = ['V4', 'V6', 'SSL', 'NOSSL'], isPublic = true) => ({
  resolve,
  filter,
  isPublic,
});

const ways = (...args: Parameters<typeof siteEntrances>) =>
  siteEntrances(...args).map(({ scheme, host, family, base }) => `${scheme}${family} ${host} ${base}`);

test('without endpoints, a visitor comes by the address of the site, in both families', () => {
  expect(ways(site, [], false)).toEqual([
    'https4 mirrors.example.org https://mirrors.example.org',
    'https6 mirrors.example.org https://mirrors.example.org',
  ]);
  expect(ways('http://127.0.0.1:8080/mirrors', [], false)).toEqual([
    'http4 127.0.0.1:8080 http://127.0.0.1:8080/mirrors',
    'http6 127.0.0.1:8080 http://127.0.0.1:8080/mirrors',
  ]);
});

test('with endpoints, he comes by each public one of them, and by nothing else', () => {
  const endpoints = [endpoint('a.example.org', ['V4', 'SSL']), endpoint('b.example.org', ['V6', 'NOSSL'], true)];
  expect(ways(site, endpoints, false)).toEqual([
    'https4 a.example.org https://a.example.org',
    'http6 b.example.org http://b.example.org',
  ]);
});

test('an endpoint for some networks need not be open to this machine', () => {
  const inner = endpoint('inner.example.org', ['V4', 'SSL'], false);
  expect(ways(site, [inner, endpoint('a.example.org', ['V4', 'SSL'])], false)).toEqual([
    'https4 a.example.org https://a.example.org',
  ]);
  expect(ways(site, [inner], false)).toContain('https4 mirrors.example.org https://mirrors.example.org');
});

describe('rsync', () => {
  test('has a way of its own, at its own port and at the root of the host', () => {
    expect(ways('https://mirrors.example.org:8443/below', [], true)).toEqual([
      'https4 mirrors.example.org:8443 https://mirrors.example.org:8443/below',
      'https6 mirrors.example.org:8443 https://mirrors.example.org:8443/below',
      'rsync4 mirrors.example.org rsync://mirrors.example.org',
      'rsync6 mirrors.example.org rsync://mirrors.example.org',
    ]);
  });

  test('is one way where endpoints differ in their ports alone', () => {
    const endpoints = ['a.example.org:8080', 'a.example.org:8081'].map((resolve) => endpoint(resolve, ['V4', 'NOSSL']));
    expect(ways(site, endpoints, true)).toEqual([
      'http4 a.example.org:8080 http://a.example.org:8080',
      'rsync4 a.example.org rsync://a.example.org',
      'http4 a.example.org:8081 http://a.example.org:8081',
    ]);
  });

  test('reaches an address of IPv6', () => {
    const endpoints = [endpoint('[::1]:8080/below', ['V6', 'NOSSL'])];
    expect(ways(site, endpoints, true)).toEqual([
      'http6 [::1]:8080 http://[::1]:8080/below',
      'rsync6 [::1] rsync://[::1]',
    ]);
  });
});

test('the usual port is no part of a host, and a host that is none is no way', () => {
  expect(ways(site, [endpoint('a.example.org:443', ['V4', 'SSL'])], false)).toEqual([
    'https4 a.example.org https://a.example.org:443',
  ]);
  expect(ways(site, [endpoint('a b', ['V4', 'SSL'])], false)).toEqual([]);
});
