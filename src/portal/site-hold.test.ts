import { expect, test } from 'vitest';
import { exampleMirror } from '../../tests/example-portal.ts';
import { defaultHold } from '../model/hold.ts';
import type { Absence } from '../model/portal.ts';
import { planAccept, planSiteHold, type Shown } from './site-hold.ts';

const names = (count: number, prefix = 'a') => Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
const shown = (mirrors: readonly string[], rest: Partial<Shown> = {}): Shown => ({
  mirrors,
  files: [],
  lost: [],
  kept: [],
  accepted: [],
  ...rest,
});

function lostOf(
  before: Shown,
  mirrors: readonly string[],
  absent: readonly string[] = [],
  files: string[] = [],
): number {
  const portal = {
    mirrors: mirrors.map((cname) => exampleMirror(cname)),
    absent: new Map(absent.map((cname): [string, Absence] => [cname, 'hidden'])),
    contentFiles: files,
  };
  return planSiteHold(before, portal, defaultHold).length;
}

test.each([
  ['a third may go', lostOf(shown(names(30)), names(20)), 0],
  ['more may not', lostOf(shown(names(30)), names(19)), 11],
  ['five of six may go', lostOf(shown(names(6)), names(1)), 0],
  ['the only one may not', lostOf(shown(names(1)), []), 1],
  ['of a site without mirrors nothing is lost', lostOf(shown([]), []), 0],
  ['others in their place do not make up for them', lostOf(shown(names(9)), names(9, 'b')), 9],
  ['what is known to be hidden is not lost', lostOf(shown(names(30)), [], names(30)), 0],
  ['nor what was accepted', lostOf(shown(names(30), { accepted: names(30) }), []), 0],
  ['files of content count for themselves', lostOf(shown(['a1'], { files: names(9, 'f') }), ['a1'], [], ['f1']), 8],
])('%s', (_, lost, expected) => {
  expect(lost).toBe(expected);
});

test('what is accepted is a source, a mirror, a file, or all of it', () => {
  const before = shown(names(3), { lost: ['a9', 'mirrors/a9.yaml'], kept: ['old'] });
  expect(planAccept(['jobs', 'old'], ['jobs', 'list'], before)).toMatchObject({
    sources: ['jobs'],
    shown: { accepted: ['old'] },
    unknown: [],
  });
  expect(planAccept(['site'], ['jobs', 'list'], before)).toMatchObject({
    sources: ['jobs', 'list'],
    shown: { accepted: ['a9', 'mirrors/a9.yaml', 'old'] },
  });
  expect(planAccept(['a1'], ['jobs'], before)).toMatchObject({ sources: [], shown: undefined, unknown: ['a1'] });
});
