import { describe, expect, test } from 'vitest';
import type { Report } from '../model/report.ts';
import { mergeReports } from './merge.ts';

const earlier = new Date('2026-01-01T00:00:00Z');
const later = new Date('2026-01-02T00:00:00Z');

function report(source: string, told: Partial<Report> = {}): Report {
  return { cname: 'debian', place: { source }, sync: { state: 'unknown' }, urls: [], ...told };
}

test('one report stays as it is', () => {
  const only = report('a', {
    sync: { state: 'failed', lastAttempt: later, lastSuccess: earlier },
    urls: ['/debian'],
    isHidden: true,
    isSlave: true,
    desc: 'x',
  });
  expect(mergeReports([only])).toEqual(only);
});

describe('of what is told of a mirror', () => {
  test('how its sync failed belongs to the state', () => {
    const failed = report('a', { sync: { state: 'failed' }, failure: { reason: 'disk', text: 'full' } });
    const good = report('b', { sync: { state: 'success', lastSuccess: later } });
    expect(mergeReports([failed, good]).failure).toBeUndefined();
    expect(mergeReports([good, failed]).failure).toEqual({ reason: 'disk', text: 'full' });
    expect(mergeReports([failed, report('c')]).failure).toEqual({ reason: 'disk', text: 'full' });
  });

  test('a later source replaces an earlier one', () => {
    expect(mergeReports([report('a', { desc: 'one' }), report('b', { desc: 'two' })]).desc).toBe('two');
  });

  test('what a later source does not tell stays', () => {
    const merged = mergeReports([
      report('a', { desc: 'one', size: { text: '1K', bytes: 1024 }, added: earlier }),
      report('b', { desc: undefined, upstream: 'rsync://b/' }),
    ]);
    expect(merged).toMatchObject({
      desc: 'one',
      size: { bytes: 1024 },
      added: earlier,
      upstream: 'rsync://b/',
    });
  });

  test('a slave fills gaps, wherever it stands', () => {
    const slave = report('slave', { isSlave: true, desc: 'slave', upstream: 'rsync://slave/' });
    const master = report('master', { isSlave: false, desc: 'master' });
    for (const merged of [mergeReports([slave, master]), mergeReports([master, slave])]) {
      expect(merged).toMatchObject({ desc: 'master', upstream: 'rsync://slave/', isSlave: false });
    }
  });

  test('the last source says whether it is hidden', () => {
    expect(mergeReports([report('a', { isHidden: true }), report('b', { isHidden: false })]).isHidden).toBe(false);
    expect(mergeReports([report('a', { isHidden: false }), report('b', { isHidden: true })]).isHidden).toBe(true);
  });

  test('addresses add up, the last source’s first, each once', () => {
    const merged = mergeReports([
      report('a', { urls: ['/a', '/both'] }),
      report('b', { urls: [] }),
      report('c', { urls: ['/c', '/both'] }),
    ]);
    expect(merged.urls).toEqual(['/c', '/both', '/a']);
  });
});

describe('state and times', () => {
  test('come whole from the last source that knows the state', () => {
    const merged = mergeReports([
      report('a', { sync: { state: 'failed', lastAttempt: later, next: later } }),
      report('b', { sync: { state: 'success', lastSuccess: earlier } }),
      report('c', { sync: { state: 'unknown', next: later } }),
    ]);
    expect(merged.sync).toEqual({ state: 'success', lastSuccess: earlier });
    expect(merged.place).toEqual({ source: 'b' });
  });

  test('come from the last one when none knows the state', () => {
    const merged = mergeReports([report('a'), report('b', { sync: { state: 'unknown', next: later } })]);
    expect(merged.sync).toEqual({ state: 'unknown', next: later });
    expect(merged.place).toEqual({ source: 'b' });
  });

  test('of a slave give way to a master’s, and serve when the master knows nothing', () => {
    const slave = report('slave', { isSlave: true, sync: { state: 'success', lastSuccess: later } });
    const failed = report('master', { sync: { state: 'failed', lastSuccess: earlier } });
    expect(mergeReports([failed, slave]).sync).toEqual({ state: 'failed', lastSuccess: earlier });
    expect(mergeReports([report('master'), slave]).sync).toEqual({ state: 'success', lastSuccess: later });
  });

  test('that a source no longer lists give way to any other, and say so where nobody else knows', () => {
    const unreportedSince = new Date('2026-08-08T00:00:00Z');
    const gone = report('jobs', { sync: { state: 'success' }, unreportedSince });
    const other = (state: 'failed' | 'unknown') => report('list', { sync: { state } });
    expect(mergeReports([other('failed'), gone])).toMatchObject({ sync: { state: 'failed' } });
    expect(mergeReports([other('failed'), gone]).unreportedSince).toBeUndefined();
    expect(mergeReports([other('unknown'), gone])).toMatchObject({ sync: { state: 'success' }, unreportedSince });
  });

  test('take the newest last success of the others when they lack one', () => {
    const merged = mergeReports([
      report('a', { sync: { state: 'success', lastSuccess: later } }),
      report('b', { sync: { state: 'success', lastSuccess: earlier } }),
      report('c', { sync: { state: 'syncing', started: later } }),
    ]);
    expect(merged.sync).toEqual({ state: 'syncing', started: later, lastSuccess: later });
  });

  test('keep their own last success, even when another source knows a newer one', () => {
    const merged = mergeReports([
      report('a', { sync: { state: 'success', lastSuccess: later } }),
      report('b', { sync: { state: 'failed', lastSuccess: earlier } }),
    ]);
    expect(merged.sync.lastSuccess).toEqual(earlier);
  });
});
