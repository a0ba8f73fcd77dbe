import { describe, expect, test } from 'vitest';
import { type NamedMirror, suggest } from './suggest.ts';

function mirror(cname: string, keys: Partial<NamedMirror> = {}): NamedMirror {
  return { cname, name: cname, files: `/${cname}/`, help: `/help/${cname}/`, status: `/status/${cname}/`, ...keys };
}

const mirrors = [
  mirror('debian'),
  mirror('debian-cd'),
  mirror('debian-security', { help: undefined }),
  mirror('ubuntu', { name: 'Ubuntu' }),
  mirror('CTAN'),
  mirror('docker', { files: undefined, help: undefined }),
];

describe('an address that leads nowhere', () => {
  test.each([
    ['/debain/dists/', ['/debian/']],
    ['/debian/dists/woody/', ['/debian/', '/debian-cd/', '/debian-security/']],
    ['/Ubunut', ['/ubuntu/']],
    ['/ctan/', ['/CTAN/']],
    ['/docker/', ['/status/docker/']],
    ['/help/ubuntu.html', ['/help/ubuntu/']],
    ['/docs/ubuntu', ['/help/ubuntu/']],
    ['/en/help/debian-security/', ['/status/debian-security/', '/help/debian/']],
    ['/', []],
    ['/x/', []],
    ['/no/such/thing', []],
  ])('%s → %j', (path, hrefs) => expect(suggest(path, mirrors).map(({ href }) => href)).toEqual(hrefs));
});
