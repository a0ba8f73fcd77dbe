import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { Kind } from '../model/kind.ts';
import { unknownKinds } from './unknown-kinds.ts';

const kinds = new Map([['debian', {} as Kind]]);
const fileWith = (kind: string): MirrorFile => ({
  file: `mirrors/${kind}.yaml`,
  cname: kind,
  content: { survey: { kind, skip: false } },
  isServedAsSaid: true,
});

test('a kind that there is none of is told, with the one that was probably meant', () => {
  expect(problemsToText(unknownKinds(['debian', 'debain', 'pascal'].map(fileWith), kinds))).toMatchInlineSnapshot(`
    "mirrors/debain.yaml: survey.kind: error: there is no kind "debain" [bad-value]
      fix: Did you mean "debian"? Until then the kind follows from the cname and the folder.
    mirrors/pascal.yaml: survey.kind: error: there is no kind "pascal" [bad-value]
      fix: See docs/reference/kinds.md for every kind; until then it follows from the cname and the folder."
  `);
});
