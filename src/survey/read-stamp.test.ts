import { describe, expect, test } from 'vitest';
import type { StampReading } from '../model/kind.ts';
import { readStamp } from './read-stamp.ts';

const at = '2026-11-28T02:32:01.000Z';
const day = '2026-11-28T00:00:00.000Z';
const epoch = Date.parse(at) / 1000;
const modified = new Date('2026-11-27T00:00:00Z');

const read = (reading: StampReading, text: string) => readStamp(reading, { text, modified })?.toISOString();

describe('the time in a stamp', () => {
  test.each<[ecosystem: string, reading: StampReading, text: string, time: string]>([
    ['Arch: lastsync', {}, `${epoch}\n`, at],
    ['Alpine: last-updated', {}, `${epoch}\n`, at],
    [
      'Debian: project/trace/master',
      {},
      `Sat Nov 28 02:32:01 UTC 2026
Date: Sat, 28 Nov 2026 02:32:01 +0000
Date-Started: Sat, 28 Nov 2026 01:52:02 +0000
Archive serial: 2026112801
Creator: dak
`,
      at,
    ],
    [
      'Debian: Release',
      { field: 'Date' },
      'Origin: Debian\nSuite: unstable\nChangelogs: https://example.org/2025-01-01\nDate: Sat, 28 Nov 2026 02:32:01 UTC\nValid-Until: Sat, 05 Dec 2026 02:32:01 UTC\n',
      at,
    ],
    [
      'Debian: until when it is valid',
      { field: 'Valid-Until' },
      'Date: Sat, 21 Nov 2026 02:32:01 UTC\nValid-Until: Sat, 28 Nov 2026 02:32:01 UTC\nAcquire-By-Hash: yes\n',
      at,
    ],
    ['Fedora: COMPOSE_ID', { match: String.raw`(\d{8})\.n\.` }, 'Fedora-Rawhide-20261128.n.0', day],
    ['openSUSE: media.1/products', { match: String.raw`-(20\d{6})` }, '/ openSUSE-20261128 20261128\n', day],
    ['AlmaLinux: timestamp.txt', {}, 'Sat Nov 28 02:32:01 UTC 2026\n', at],
    [
      'RPM: the latest of repomd.xml',
      { xml: 'timestamp' },
      `<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>${epoch}</revision>
<data type="primary"><location href="repodata/a-primary.xml.gz"/><timestamp>${epoch - 9}</timestamp></data>
<data type="other"><timestamp>${epoch}.25</timestamp></data></repomd>`,
      at,
    ],
    ['RPM: an attribute', { xml: 'time' }, `<data><rpm:build time="${epoch}" size="1"/></data>`, at],
    [
      'Manjaro: state',
      { match: '^date=(.+)$' },
      `###\n### BoxIt branch state file\n###\n\nstate=1764297121c0ffee1764297121\n\n# Date and time of the last branch change.\ndate=2026-11-28T02:32:01Z\n`,
      at,
    ],
    ['Gentoo: metadata/timestamp.chk', {}, 'Sat, 28 Nov 2026 02:32:01 +0000\n', at],
    ['PyPI: last-modified of bandersnatch', {}, '20261128T02:32:01\n', at],
    ['CPAN: authors/02STAMP', {}, `${epoch} Sat Nov 28 02:32:01 UTC 2026\n`, at],
    [
      'CPAN: RECENT-1h.json',
      { json: 'meta.Producers.time' },
      JSON.stringify({ meta: { interval: '1h', Producers: { $0: 'paused', time: epoch + 0.5 } }, recent: [] }),
      at,
    ],
    ['CRAN: TIME', {}, `${epoch}\n`, at],
    [
      'Maven: the properties of the index',
      { match: String.raw`^nexus\.index\.timestamp=(\d{14})` },
      '#Thu Nov 26 08:00:00 UTC 2026\nnexus.index.id=central\nnexus.index.chain-id=1318453614498\nnexus.index.timestamp=20261128023201.666 +0000\n',
      at,
    ],
    ['Stackage: snapshots.json', { json: 'nightly' }, '{"lts":"lts-24.20","nightly":"nightly-2026-11-28"}', day],
    [
      'Hackage: until when it is valid',
      { json: 'signed.expires' },
      '{"signatures":[],"signed":{"_type":"Timestamp","expires":"2026-11-28T02:32:01Z","version":123456789}}',
      at,
    ],
    [
      'rustup: channel-rust-nightly.toml',
      { match: String.raw`^date = "(\d{4}-\d\d-\d\d)"` },
      'manifest-version = "2"\ndate = "2026-11-28"\n\n[pkg.cargo]\nversion = "0.94.0-nightly (2026-11-20)"\n',
      day,
    ],
    [
      'Node.js: the latest of index.json',
      { match: String.raw`"date":\s*"(\d{4}-\d\d-\d\d)"` },
      '[\n{"version":"v26.1.0","date":"2026-11-03"},\n{"version":"v24.9.2","date":"2026-11-28"}\n]',
      day,
    ],
    [
      'Ubuntu cloud images: index.json',
      { match: String.raw`"updated":\s*"([^"]+)"` },
      '{"index":{"com.ubuntu.cloud:released:aws":{"updated":"Fri, 27 Nov 2026 02:32:01 +0000"}},"updated": "Sat, 28 Nov 2026 02:32:01 +0000"}',
      at,
    ],
    ['F-Droid: entry.json', { json: 'timestamp' }, `{"timestamp":${epoch}000,"version":30002}`, at],
    ['OpenWrt: profiles.json', { json: 'source_date_epoch' }, `{"profiles":{},"source_date_epoch":${epoch}}`, at],
  ])('%s', (_, reading, text, time) => {
    expect(read(reading, text)).toBe(time);
  });

  test('when the file was changed last, whatever is in it', () => {
    expect(read({ from: 'modified' }, 'Sat Nov 28 02:32:01 UTC 2026')).toBe(modified.toISOString());
    expect(readStamp({ from: 'modified' }, { text: '' })).toBeUndefined();
  });
});

describe('there is none', () => {
  const page =
    '<!DOCTYPE html>\n<html><title>404 Not Found</title><body><p>Sat, 28 Nov 2026 02:32:01 GMT</p><timestamp></timestamp></body></html>';
  const readings: StampReading[] = [
    {},
    { field: 'Date' },
    { json: 'meta.time' },
    { xml: 'timestamp' },
    { match: '^date=(.+)$' },
  ];

  test.each(readings)('in a page of an error, read as %j', (reading) => {
    expect(read(reading, page)).toBeUndefined();
  });

  test.each(readings)('in an empty file, read as %j', (reading) => {
    expect(read(reading, '')).toBeUndefined();
  });

  test.each(readings)('in a million digits, read as %j', (reading) => {
    const digits = '7'.repeat(1_000_000);
    expect(read(reading, digits)).toBeUndefined();
    expect(read(reading, `Date: ${digits}`)).toBeUndefined();
    expect(read(reading, `<timestamp>${digits}</timestamp>`)).toBeUndefined();
  });

  test.each([
    '{"meta":{}}',
    '{"meta":null}',
    '{"meta":{"time":{"at":1795833121}}}',
    '{"meta":{"time":[1795833121]}}',
    '[1795833121]',
    '"1795833121"',
    'null',
    '{"meta":{"time":1795833121}',
  ])('in JSON without the key: %s', (text) => {
    expect(read({ json: 'meta.time' }, text)).toBeUndefined();
  });

  test('in a Release without the field, whatever other fields say', () => {
    expect(read({ field: 'Valid-Until' }, 'Date: Sat, 28 Nov 2026 02:32:01 UTC\n')).toBeUndefined();
  });

  test.each(['constructor', '__proto__.constructor.name', 'toString.length'])(
    'in what every object has: %s',
    (json) => {
      expect(read({ json }, '{}')).toBeUndefined();
    },
  );
});
