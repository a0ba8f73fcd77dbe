import { describe, expect, test } from 'vitest';
import { type WaysInputs, waysIn, waysTo } from './ways-in.ts';

const site: WaysInputs = {
  url: 'https://mirrors.example.org',
  endpoints: [
    { name: 'Automatic', address: 'https://mirrors.example.org', filter: ['V4', 'V6', 'SSL', 'NOSSL'] },
    { name: { zh: '仅 IPv6', en: 'IPv6 only' }, address: 'https://6.mirrors.example.org', filter: ['V6', 'SSL'] },
    { name: 'rsync only', address: undefined, filter: ['V4'] },
  ],
  hasRsync: true,
};

const lines = (ways: readonly { label: string; address: string }[]) =>
  ways.map(({ label, address }) => `${label}: ${address}`);

describe('the ways into a site', () => {
  test('are its address by each protocol, then its other lines', () =>
    expect(lines(waysIn(site, 'zh'))).toEqual([
      'https: https://mirrors.example.org/',
      'http: http://mirrors.example.org/',
      'rsync: rsync://mirrors.example.org/',
      '仅 IPv6: https://6.mirrors.example.org/',
    ]));

  test('without endpoints there is the address as it is written', () =>
    expect(lines(waysIn({ url: 'http://example.org:8080/mirror', endpoints: [], hasRsync: false }, 'en'))).toEqual([
      'http: http://example.org:8080/mirror/',
    ]));

  test('a line for https alone has no address by http', () =>
    expect(
      lines(waysIn({ ...site, endpoints: [{ ...site.endpoints[0]!, filter: ['SSL'] }], hasRsync: false }, 'en')),
    ).toEqual(['https: https://mirrors.example.org/']));
});

describe('the addresses of a mirror', () => {
  test('are those with its path', () =>
    expect(lines(waysTo('https://mirrors.example.org/debian/', site, 'en')).slice(1, 4)).toEqual([
      'http: http://mirrors.example.org/debian/',
      'rsync: rsync://mirrors.example.org/debian/',
      'IPv6 only: https://6.mirrors.example.org/debian/',
    ]));

  test('elsewhere there is one', () =>
    expect(lines(waysTo('https://cdn.example.com/debian/', site, 'en'))).toEqual([
      'https: https://cdn.example.com/debian/',
    ]));
});
