import { describe, expect, test } from 'vitest';
import type { DownloadRule, FileRule, Scan } from '../model/download-rule.ts';
import { dueScans, mergeScans, nextScan, scanJobs } from './plan-scans.ts';

const now = new Date('2026-08-08T12:00:00Z');
const settings = { everyMinutes: 60 };
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const hash = (text: string) => `hash of ${text.length}`;

function fileRule(...mirrors: string[]): FileRule {
  return { mirrors, paths: ['*'], match: '', flags: '', matchOn: 'path', newest: 1, checksums: [], beside: {} };
}

const debian: DownloadRule = {
  distro: 'debian',
  title: 'Debian',
  category: 'os',
  names: [],
  files: [fileRule('debian-cd', 'debian-iso'), fileRule('debian-cd')],
};
const mirror = { cname: 'debian-cd', folder: '/srv/debian-cd', lastSuccess: minutesAgo(90) };
const [job] = scanJobs([debian], [mirror], hash) as [ReturnType<typeof scanJobs>[number]];

function scan(at: Date, keys: Partial<Scan> = {}): Scan {
  return { distro: 'debian', cname: 'debian-cd', rule: job.rule, at, files: [], ...keys };
}

test('a mirror is searched by those rules that name it', () => {
  expect(job).toMatchObject({ distro: 'debian', cname: 'debian-cd', folder: '/srv/debian-cd' });
  expect(job.files).toHaveLength(2);
  expect(scanJobs([debian], [{ ...mirror, cname: 'alpine' }], hash)).toEqual([]);
});

describe('a tree is due', () => {
  test.each([
    ['that was never searched', [], true],
    ['that was searched just now', [scan(minutesAgo(1))], false],
    ['that was searched an hour ago', [scan(minutesAgo(60))], true],
    ['that was searched by another rule', [scan(minutesAgo(1), { rule: 'other' })], true],
    ['that was searched in the future', [scan(minutesAgo(-5))], true],
    ['of which another mirror was searched', [scan(minutesAgo(1), { cname: 'debian-iso' })], true],
  ])('%s: %o', (_, known, isDue) => {
    expect(dueScans([job], known, settings, now)).toHaveLength(Number(isDue));
  });

  test('that was synced since', () => {
    const synced = { ...job, lastSuccess: minutesAgo(5) };
    expect(dueScans([synced], [scan(minutesAgo(10))], settings, now)).toHaveLength(1);
    expect(dueScans([synced], [scan(minutesAgo(1))], settings, now)).toHaveLength(0);
  });
});

test('what nobody searches any more is forgotten', () => {
  const gone = scan(minutesAgo(10), { distro: 'gone' });
  expect(mergeScans([job], [gone, scan(minutesAgo(70))], [scan(now)])).toEqual([scan(now)]);
});

test('the next search is an hour after the oldest one', () => {
  expect(nextScan([job], [scan(minutesAgo(10))], settings)).toEqual(minutesAgo(-50));
  expect(nextScan([], [scan(minutesAgo(10))], settings)).toBeUndefined();
});
