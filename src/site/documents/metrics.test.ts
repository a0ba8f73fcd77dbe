import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../../tests/example-portal.ts';
import { portalToMetrics } from './metrics.ts';

const samplesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('the whole of a small portal', () => {
  const mirrors = [
    exampleMirror('debian', { size: { text: '1.5T', bytes: 1.5e12 } }),
    exampleMirror('goproxy', { sync: { state: 'cache' }, freshness: undefined }),
  ];
  const snapshots = [
    { source: 'jobs', asOf: new Date('2026-08-08T12:00:00Z'), isStale: false },
    { source: 'mirrorz', isStale: true },
  ];
  expect(portalToMetrics(examplePortal(mirrors, { snapshots }))).toMatchInlineSnapshot(`
    "# HELP heliostat_mirror_state State of the mirror. The current state has the value 1; the others are missing.
    # TYPE heliostat_mirror_state gauge
    heliostat_mirror_state{cname="debian",state="success"} 1
    heliostat_mirror_state{cname="goproxy",state="cache"} 1
    # HELP heliostat_mirror_freshness Freshness of the content. The current value is 1; the others are missing.
    # TYPE heliostat_mirror_freshness gauge
    heliostat_mirror_freshness{cname="debian",freshness="fresh"} 1
    # HELP heliostat_mirror_last_success_timestamp_seconds End of the last successful sync.
    # TYPE heliostat_mirror_last_success_timestamp_seconds gauge
    heliostat_mirror_last_success_timestamp_seconds{cname="debian"} 1786179600
    # HELP heliostat_mirror_last_attempt_timestamp_seconds End of the last sync, successful or not.
    # TYPE heliostat_mirror_last_attempt_timestamp_seconds gauge
    heliostat_mirror_last_attempt_timestamp_seconds{cname="debian"} 1786179600
    # HELP heliostat_mirror_content_timestamp_seconds Time of the content, as its tree says.
    # TYPE heliostat_mirror_content_timestamp_seconds gauge
    # HELP heliostat_mirror_behind_seconds How far the content is behind that of upstream.
    # TYPE heliostat_mirror_behind_seconds gauge
    # HELP heliostat_mirror_tree What a survey says of the tree. The current verdict is 1; the others are missing.
    # TYPE heliostat_mirror_tree gauge
    # HELP heliostat_mirror_expected_interval_seconds How often the mirror is expected to sync.
    # TYPE heliostat_mirror_expected_interval_seconds gauge
    heliostat_mirror_expected_interval_seconds{cname="debian"} 21600
    heliostat_mirror_expected_interval_seconds{cname="goproxy"} 21600
    # HELP heliostat_mirror_size_bytes Size of the files of the mirror.
    # TYPE heliostat_mirror_size_bytes gauge
    heliostat_mirror_size_bytes{cname="debian"} 1500000000000
    # HELP heliostat_source_as_of_timestamp_seconds Time of the last good answer of the source.
    # TYPE heliostat_source_as_of_timestamp_seconds gauge
    heliostat_source_as_of_timestamp_seconds{source="jobs"} 1786190400
    # HELP heliostat_source_up Whether the source answers with recent data.
    # TYPE heliostat_source_up gauge
    heliostat_source_up{source="jobs"} 1
    heliostat_source_up{source="mirrorz"} 0
    # HELP heliostat_source_held Whether the source lists so much less than before that its previous answer is shown.
    # TYPE heliostat_source_held gauge
    heliostat_source_held{source="jobs"} 0
    heliostat_source_held{source="mirrorz"} 0
    # HELP heliostat_disk_used_bytes Used disk space, in steps of one percent.
    # TYPE heliostat_disk_used_bytes gauge
    # HELP heliostat_disk_total_bytes Size of the disk, to three significant digits.
    # TYPE heliostat_disk_total_bytes gauge
    "
  `);
});

test('a disk that is measured', () => {
  const disk = { usedBytes: 6.6e13, totalBytes: 1e14, percent: 66 };
  expect(samplesOf(portalToMetrics(examplePortal([], { snapshots: [], disk })))).toEqual([
    'heliostat_disk_used_bytes 66000000000000',
    'heliostat_disk_total_bytes 100000000000000',
  ]);
});

test('labels hold any text', () => {
  const text = portalToMetrics(examplePortal([exampleMirror('a"b\\c\nd 镜像\ud800')]));
  expect(text).toContain('{cname="a\\"b\\\\c\\nd 镜像\ufffd",state="success"} 1\n');
});

test('an interval of ten minutes is a whole number of seconds', () => {
  const mirror = exampleMirror('debian', { expected: { everyHours: 1 / 6, from: 'content' } });
  expect(portalToMetrics(examplePortal([mirror]))).toContain('expected_interval_seconds{cname="debian"} 600\n');
});

test('a portal without mirrors and sources has no samples, and ends its last line', () => {
  const text = portalToMetrics(examplePortal([], { snapshots: [] }));
  expect(samplesOf(text)).toEqual([]);
  expect(text).toMatch(/gauge\n$/);
});
