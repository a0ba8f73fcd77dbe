import { describe, expect, test } from 'vitest';
import { states } from './report.ts';
import { isQuiet, isTroubled, type Status, type StatusFacts, statuses, statusOf } from './status.ts';
import { treeVerdicts } from './survey.ts';

const status = (
  state: StatusFacts['sync']['state'],
  freshness?: StatusFacts['freshness'],
  verdict?: NonNullable<StatusFacts['tree']>['verdict'],
): Status => statusOf({ sync: { state }, freshness, tree: { verdict } });

describe('what a tree says comes before what a job says of itself', () => {
  test.each<[string, Status, Status]>([
    ['fails, but is as new as upstream', status('failed', 'stale', 'current'), 'current'],
    ['succeeds, but is old', status('success', 'fresh', 'stale'), 'stale'],
    ['succeeds, but is a little old', status('success', 'fresh', 'late'), 'late'],
    ['fails, and is old', status('failed', 'fresh', 'stale'), 'stale'],
    ['never synced by a job, but as new as upstream', status('never', 'never', 'current'), 'current'],
    ['of an unknown state, but as new as upstream', status('unknown', undefined, 'current'), 'current'],
    ['synced long ago, but upstream is as old', status('success', 'stale', 'current'), 'current'],
    ['runs just now, and is as new as upstream', status('syncing', 'fresh', 'current'), 'syncing'],
    ['waits for long, but is as new as upstream', status('pending', 'stale', 'current'), 'pending'],
    ['paused on purpose, and old', status('paused', 'stale', 'stale'), 'paused'],
    ['paused on purpose, and as new as upstream', status('paused', 'fresh', 'current'), 'paused'],
    ['paused on purpose, but clients refuse it', status('paused', 'fresh', 'broken'), 'broken'],
    ['a cache whose tree is broken', status('cache', undefined, 'broken'), 'broken'],
    ['a cache that nobody can reach', status('cache', undefined, 'unreachable'), 'unreachable'],
    ['a cache whose index is old', status('cache', undefined, 'stale'), 'cache'],
    ['a proxy whose index is as new as upstream', status('proxy', undefined, 'current'), 'proxy'],
    ['succeeds, but clients refuse it', status('success', 'fresh', 'broken'), 'broken'],
  ])('%s', (_, is, expected) => {
    expect(is).toBe(expected);
  });
});

describe('where nobody looked at the tree, the age of the last good sync decides', () => {
  test.each<[string, Status, Status]>([
    ['succeeds', status('success', 'fresh'), 'success'],
    ['succeeded long ago', status('success', 'stale'), 'stale'],
    ['waits, and is late', status('pending', 'late'), 'late'],
    ['runs, and is stale', status('syncing', 'stale'), 'stale'],
    ['failed long ago', status('failed', 'stale'), 'failed'],
    ['paused long ago', status('paused', 'stale'), 'paused'],
    ['never synced', status('never', 'never'), 'never'],
  ])('%s', (_, is, expected) => {
    expect(is).toBe(expected);
  });
});

test('every state has a status for every verdict on its tree, whatever its freshness', () => {
  const verdicts = [...treeVerdicts, undefined];
  const rows = states.map((state) => {
    const cells = verdicts.map((verdict) => {
      const [fresh, late, stale] = (['fresh', 'late', 'stale'] as const).map((age) => status(state, age, verdict));
      return fresh === late && late === stale ? fresh : `${fresh}/${late}/${stale}`;
    });
    return [state, ...cells]
      .map((cell) => cell!.padEnd(12))
      .join('')
      .trim();
  });
  const heads = ['', ...verdicts.map((verdict) => verdict ?? 'nothing')];
  expect(
    [
      heads
        .map((head) => head.padEnd(12))
        .join('')
        .trimEnd(),
      ...rows,
    ].join('\n'),
  ).toMatchInlineSnapshot(`
    "            broken      unreachable stale       late        current     nothing
    failed      broken      unreachable stale       late        current     failed
    paused      broken      unreachable paused      paused      paused      paused
    unknown     broken      unreachable stale       late        current     unknown
    never       broken      unreachable stale       late        current     never
    pending     broken      unreachable stale       late        pending     pending/late/stale
    syncing     broken      unreachable stale       late        syncing     syncing/late/stale
    success     broken      unreachable stale       late        current     success/late/stale
    cache       broken      unreachable cache       cache       cache       cache
    proxy       broken      unreachable proxy       proxy       proxy       proxy"
  `);
});

test('what a visitor should know of is sorted first', () => {
  expect(statuses.filter(isTroubled)).toEqual(['broken', 'unreachable', 'failed', 'stale', 'late', 'paused']);
  expect(statuses.filter(isQuiet)).toEqual(['success', 'current']);
});
