import { expect, test } from 'vitest';
import { type Manifest, planPublish } from './publish-plan.ts';

/** `a.html` and `b.html` were written from `1`, five bytes each. */
const previous: Manifest = {
  folder: '/srv/www',
  files: { 'a.html': { key: '1', bytes: 5 }, 'b.html': { key: '1', bytes: 5 } },
};
const asLeft = () => 5;
const wanted = (...files: [file: string, key: string][]) => files.map(([file, key]) => ({ file, key }));

test.each([
  [
    'nothing is made of what is there',
    previous,
    [
      ['a.html', '1'],
      ['b.html', '1'],
    ],
    asLeft,
    [],
    [],
  ],
  [
    'all is made the first time',
    undefined,
    [
      ['a.html', '1'],
      ['b.html', '1'],
    ],
    () => undefined,
    ['a.html', 'b.html'],
    [],
  ],
  ['all is made when the manifest is lost', undefined, [['a.html', '1']], asLeft, ['a.html'], []],
  [
    'what is made from something else',
    previous,
    [
      ['a.html', '2'],
      ['b.html', '1'],
    ],
    asLeft,
    ['a.html'],
    [],
  ],
  [
    'what is new',
    previous,
    [
      ['a.html', '1'],
      ['b.html', '1'],
      ['c.html', '1'],
    ],
    asLeft,
    ['c.html'],
    [],
  ],
  [
    'what somebody deleted',
    previous,
    [
      ['a.html', '1'],
      ['b.html', '1'],
    ],
    (file: string) => (file === 'a.html' ? undefined : 5),
    ['a.html'],
    [],
  ],
  [
    'what somebody changed',
    previous,
    [
      ['a.html', '1'],
      ['b.html', '1'],
    ],
    (file: string) => (file === 'a.html' ? 6 : 5),
    ['a.html'],
    [],
  ],
  ['what is not wanted any more goes', previous, [['b.html', '1']], asLeft, [], ['a.html']],
  ['all goes when nothing is wanted', previous, [], asLeft, [], ['a.html', 'b.html']],
  [
    'a file of the name of what every object has',
    previous,
    [['constructor', '1']],
    asLeft,
    ['constructor'],
    ['a.html', 'b.html'],
  ],
] as [string, Manifest | undefined, [string, string][], (file: string) => number | undefined, string[], string[]][])(
  '%s',
  (_, manifest, files, bytesOf, make, remove) => {
    const plan = planPublish(manifest, wanted(...files), bytesOf);
    expect(plan.make.map(({ file }) => file)).toEqual(make);
    expect(plan.remove).toEqual(remove);
  },
);

test('a file that nobody wrote here is neither asked for nor removed', () => {
  const asked: string[] = [];
  const bytesOf = (file: string) => {
    asked.push(file);
    return 5;
  };
  expect(planPublish(previous, wanted(['a.html', '1']), bytesOf).remove).toEqual(['b.html']);
  expect(asked).toEqual(['a.html']);
});

test('what is wanted comes back as it was given', () => {
  const page = { file: 'c.html', key: '1', view: () => 'x' };
  expect(planPublish(previous, [page], asLeft).make[0]).toBe(page);
});
