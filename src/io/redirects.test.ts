import { describe, expect, test } from 'vitest';
import { isLinkLocal, redirectFault } from './redirects.ts';

const hosts = new Set(['manager.example.org', 'cdn.example.net', '[2001:db8::1]']);
const fault = (from: string, to: string) => redirectFault(new URL(from), new URL(to), hosts);

describe('a redirect', () => {
  test.each([
    ['http://manager.example.org/jobs', 'http://manager.example.org:8080/v2/jobs'],
    ['http://manager.example.org/jobs', 'https://manager.example.org/jobs'],
    ['http://manager.example.org/jobs', 'http://cdn.example.net/jobs'],
    ['http://manager.example.org/jobs', 'http://[2001:db8::1]/jobs'],
  ])('from %s to %s is followed', (from, to) => {
    expect(fault(from, to)).toBeUndefined();
  });

  test.each([
    [
      'http://manager.example.org/',
      'http://other.example.org/',
      'it redirects to another host, other.example.org; add it to `redirects` of the source if that is right',
    ],
    [
      'https://manager.example.org/',
      'http://manager.example.org/',
      'it redirects from https to http (manager.example.org)',
    ],
    ['http://manager.example.org/', 'file:///etc/passwd', 'it redirects to an address that is not http or https'],
    [
      'http://manager.example.org/',
      'http://169.254.169.254/latest/',
      'it redirects to an address of this machine’s own network',
    ],
    ['http://manager.example.org/', 'http://[fe80::1]/', 'it redirects to an address of this machine’s own network'],
  ])('from %s to %s is not', (from, to, says) => {
    expect(fault(from, to)).toBe(says);
  });
});

test.each([
  ['169.254.0.1', true],
  ['::ffff:169.254.169.254', true],
  ['fe80::1', true],
  ['fd00:ec2::254', true],
  ['127.0.0.1', false],
  ['10.0.0.1', false],
  ['fd00::1', false],
  ['manager', false],
])('%s is link-local: %s', (address, is) => {
  expect(isLinkLocal(address)).toBe(is);
});
