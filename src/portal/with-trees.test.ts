import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { noSurvey } from '../model/survey.ts';
import { surveySchema } from '../model/survey-schema.ts';
import { withTrees } from './with-trees.ts';

const now = new Date('2026-08-08T12:00:00Z');
const sizes = new Map([['debian', { bytes: 2 ** 40, at: now }]]);
const survey = surveySchema.parse({});
const sizeOf = (mirror: Parameters<typeof exampleMirror>[1], settings: typeof survey | undefined = survey) =>
  withTrees(examplePortal([exampleMirror('debian', mirror)], { survey: settings }), noSurvey, sizes, now).mirrors[0]!
    .size;

test('a size that was measured stands in for one that nobody tells', () => {
  expect(sizeOf({ size: undefined })).toEqual({ text: '1.00 TiB', bytes: 2 ** 40 });
  expect(sizeOf({ size: { text: '1G', bytes: 1e9 } })).toEqual({ text: '1G', bytes: 1e9 });
});

test('without `survey`, and for an alias, it does not', () => {
  expect(
    withTrees(examplePortal([exampleMirror('debian', { size: undefined })]), noSurvey, sizes, now).mirrors,
  ).toMatchObject([{ size: undefined }]);
  expect(sizeOf({ size: undefined, alias: 'other' })).toBeUndefined();
});

test('the tree of an alias is that of the mirror that it stands for', () => {
  const seen = { kind: 'debian', behindHours: 12, visits: [], folder: { at: now, isEmpty: true as const } };
  const mirrors = [exampleMirror('debian'), exampleMirror('old', { alias: 'debian' })];
  const { mirrors: shown } = withTrees(
    examplePortal(mirrors, { survey }),
    { ...noSurvey, mirrors: new Map([['debian', seen]]) },
    new Map(),
    now,
  );
  expect(shown.map(({ tree }) => tree?.verdict)).toEqual(['broken', 'broken']);
});
