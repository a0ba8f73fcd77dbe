import { describe, expect, test } from 'vitest';
import { foreignFiles, type Manifest, planPublish, type WantedFile } from './publish-plan.ts';

/** Two files, made from `1`, five bytes each. */
const previous: Manifest = {
  folder: '/srv/www',
  files: { 'a.html': { key: '1', bytes: 5 }, 'b.html': { key: '1', bytes: 5 } },
};
const gone = undefined;
const toWanted = (keys: Record<string, string>): WantedFile[] =>
  Object.entries(keys).map(([file, key]) => ({ file, key }));

interface Case {
  manifest?: Manifest | undefined;
  wanted: Record<string, string>;
  bytes?: Record<string, number | undefined>;
  make?: string[];
  remove?: string[];
}

test.each<[string, Case]>([
  ['what is there is left alone', { wanted: { 'a.html': '1', 'b.html': '1' } }],
  ['all is made without a manifest', { manifest: undefined, wanted: { 'a.html': '1' }, make: ['a.html'] }],
  ['what is made from something else', { wanted: { 'a.html': '2', 'b.html': '1' }, make: ['a.html'] }],
  ['what is new', { wanted: { 'a.html': '1', 'b.html': '1', 'c.html': '1' }, make: ['c.html'] }],
  [
    'what somebody deleted',
    { wanted: { 'a.html': '1', 'b.html': '1' }, bytes: { 'a.html': gone, 'b.html': 5 }, make: ['a.html'] },
  ],
  [
    'what somebody changed',
    { wanted: { 'a.html': '1', 'b.html': '1' }, bytes: { 'a.html': 6, 'b.html': 5 }, make: ['a.html'] },
  ],
  ['what is not wanted any more goes', { wanted: { 'b.html': '1' }, remove: ['a.html'] }],
  ['all goes when nothing is wanted', { wanted: {}, remove: ['a.html', 'b.html'] }],
  [
    'a file called what every object has is a file',
    { wanted: { constructor: '1' }, bytes: { constructor: 5 }, make: ['constructor'], remove: ['a.html', 'b.html'] },
  ],
])('%s', (_, { wanted, make = [], remove = [], ...given }) => {
  const manifest = 'manifest' in given ? given.manifest : previous;
  const bytes = new Map(Object.entries(given.bytes ?? { 'a.html': 5, 'b.html': 5 }));
  const plan = planPublish(manifest, toWanted(wanted), (file) => bytes.get(file));
  expect(plan.make.map(({ file }) => file)).toEqual(make);
  expect(plan.remove).toEqual(remove);
});

test('a file that nobody wrote here is neither asked for nor removed', () => {
  const asked: string[] = [];
  const bytesOf = (file: string) => {
    asked.push(file);
    return 5;
  };
  expect(planPublish(previous, toWanted({ 'a.html': '1' }), bytesOf).remove).toEqual(['b.html']);
  expect(asked).toEqual(['a.html']);
});

test('what is wanted comes back as it was given', () => {
  const page = { file: 'c.html', key: '1', view: () => 'x' };
  expect(planPublish(previous, [page], () => 5).make[0]).toBe(page);
});

test('what a run that did not end has touched is made anew, whatever is noted of it', () => {
  const ours = {
    touched: new Set(['a.html', 'new.html']),
    owned: new Set(['a.html', 'b.html', 'new.html', 'lost.html']),
  };
  const plan = planPublish(previous, toWanted({ 'a.html': '1', 'b.html': '1' }), () => 5, ours);
  expect(plan.make.map(({ file }) => file)).toEqual(['a.html']);
  expect(plan.remove).toEqual(['new.html', 'lost.html']);
});

test('assets come first, then new pages, then those that may link to them, then what programs read', () => {
  const wanted = toWanted({ 'api/x.json': '2', 'a.html': '2', 'c.html': '1', '_heliostat/x.css': '1' });
  expect(planPublish(previous, wanted, () => undefined).phases).toEqual([
    ['_heliostat/x.css'],
    ['c.html'],
    ['a.html'],
    ['api/x.json'],
  ]);
});

describe('a file that is not ours', () => {
  const owned = new Set(['robots.txt', 'status/index.html', 'help/index.html']);
  const foreign = (there: Record<string, 'file' | 'folder' | 'other'>) => [
    ...foreignFiles(['robots.txt', 'index.html', 'status/index.html', 'help/index.html'], owned, (path) => there[path]),
  ];

  test.each([
    ['nothing is there', {}, []],
    ['our own files are', { 'robots.txt': 'file', status: 'folder', 'status/index.html': 'file' }, []],
    ['somebody else’s page is', { 'index.html': 'file' }, ['index.html']],
    ['a link has taken the place of our file', { 'robots.txt': 'other' }, ['robots.txt']],
    ['a link has taken the place of our folder', { status: 'other' }, ['status/index.html']],
    ['a file is where a folder should be', { help: 'file' }, ['help/index.html']],
  ] as const)('%s', (_, there, expected) => {
    expect(foreign(there)).toEqual(expected);
  });
});
