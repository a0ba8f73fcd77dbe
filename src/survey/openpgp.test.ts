import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readKeys, readSignatures } from './openpgp.ts';
import { readPackets } from './openpgp-packets.ts';

const noDigest = () => 'AB'.repeat(20);
const FINGERPRINT = Array.from({ length: 20 }, (_, index) => index + 1);
const fingerprintSubpacket = [22, 33, 4, ...FINGERPRINT];

/** A signature of version 4 with these subpackets. */
function signature(covered: readonly number[], others: readonly number[] = [], type = 0, hash = 8): number[] {
  const body = [4, type, 22, hash, 0, covered.length, ...covered, 0, others.length, ...others, 0, 0];
  return [0xc2, body.length, ...body];
}

const issuersOf = (...bytes: readonly number[]) => readSignatures(Uint8Array.from(bytes)).map(({ issuer }) => issuer);

test('the fingerprint counts before the id, and either may be outside of what is signed', () => {
  const whole = '0102030405060708090A0B0C0D0E0F1011121314';
  const id = [9, 16, 1, 2, 3, 4, 5, 6, 7, 8];
  expect(issuersOf(...signature(fingerprintSubpacket, id))).toEqual([whole]);
  expect(issuersOf(...signature([], fingerprintSubpacket))).toEqual([whole]);
  expect(issuersOf(...signature([], id))).toEqual(['0102030405060708']);
  expect(issuersOf(...signature([]))).toEqual([undefined]);
});

test('signatures of version 3, in packets of the old form, name an id', () => {
  const body = [3, 5, 0, 0, 0, 0, 1, 8, 7, 6, 5, 4, 3, 2, 1, 17, 2, 0, 0];
  const bytes = Uint8Array.from([0x88, body.length, ...body]);
  expect(readSignatures(bytes)).toMatchObject([{ issuer: '0807060504030201', isWeak: true }]);
});

test.each([
  ['nothing', []],
  ['a packet without a body', [0xc2]],
  ['a packet that is longer than the file', [0xc2, 191, 4]],
  ['a length of four bytes beyond the file', [0xc2, 255, 255, 255, 255, 255, 4]],
  ['a body in parts', [0xc2, 224, 4, 1]],
  ['a byte that begins no packet', [0xc2, 1, 4, 0x7f, 1]],
])('%s is no signature', (_, bytes) => {
  expect(issuersOf(...bytes).filter(Boolean)).toEqual([]);
});

test('subpackets whose lengths are wrong end the reading', () => {
  expect(issuersOf(...signature([0, 0, 0]))).toEqual([undefined]);
  expect(issuersOf(...signature([200, 16, 1]))).toEqual([undefined]);
  const tooLong = signature(fingerprintSubpacket);
  tooLong[7] = 255;
  expect(issuersOf(...tooLong)).toEqual([undefined]);
});

test('whatever the bytes are, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(3), (bytes, which) => {
      const start = [[0xc2], [0x99, 0], [0xc6, 60, 4], []][which]!;
      const file = Uint8Array.from([...start, ...bytes]);
      expect(Array.isArray(readSignatures(file)) && Array.isArray(readKeys(file, noDigest))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a file that is cut anywhere is read as far as it goes', () => {
  const whole = [...signature(fingerprintSubpacket), ...signature(fingerprintSubpacket)];
  for (let length = 0; length <= whole.length; length++)
    expect(issuersOf(...whole.slice(0, length)).length).toBe(Math.floor(length / (whole.length / 2)));
});

test('a megabyte of packets, of armours that never end and of a key that is too long is read at once', () => {
  const MEGABYTE = 1024 * 1024;
  const empty = new Uint8Array(MEGABYTE).map((_, index) => (index % 2 === 0 ? 0xc2 : 0));
  const armours = '-----BEGIN PGP SIGNATURE-----\n\n'.repeat(MEGABYTE / 32);
  const ends = '\n-----END PGP '.repeat(MEGABYTE / 16);
  const key = Uint8Array.from([0xc6, 255, 0, 16, 0, 0, 4, ...new Uint8Array(MEGABYTE - 1)]);
  const start = performance.now();
  for (const file of [empty, new TextEncoder().encode(armours), new TextEncoder().encode(armours + ends), key])
    expect([readSignatures(file), readKeys(file, noDigest)].flat()).toEqual([]);
  expect(readPackets(empty).length).toBeLessThanOrEqual(4096);
  expect(performance.now() - start).toBeLessThan(2000);
});
