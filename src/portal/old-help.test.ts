import { expect, test } from 'vitest';
import { exampleHelp } from '../../tests/example-portal.ts';
import { problemsToText } from '../base/problem-report.ts';
import type { MirrorHelp } from '../model/portal.ts';
import { helpToAgeProblems } from './old-help.ts';

const today = '2026-11-28';

function told(
  documents: Readonly<Record<string, Partial<MirrorHelp>>>,
  languages: readonly ['zh', 'en'] | readonly ['en'],
) {
  const help = new Map<string, MirrorHelp>();
  for (const [cname, facts] of Object.entries(documents)) help.set(cname, { ...exampleHelp(cname), ...facts });
  return problemsToText(helpToAgeProblems({ help, languages: [...languages] }, today));
}

const files = { zh: [], en: [] };
const option = (until: string) => ({ input: 'release', option: '43', until });

test.each([
  ['on the last day', '2026-11-28', true],
  ['a month before', '2026-12-28', true],
  ['earlier', '2026-12-29', false],
  ['afterwards, as the page says it', '2026-11-27', false],
])('the end of support is told %s', (_, until, isTold) => {
  const supported = { en: [option(until)] };
  expect(told({ fedora: { files, supported } }, ['en']) !== '').toBe(isTold);
});

test('it is told once for all languages, with document, option and date', () => {
  const supported = { zh: [option('2026-12-09')], en: [option('2026-12-09')] };
  expect(told({ fedora: { files, supported } }, ['zh', 'en'])).toMatchInlineSnapshot(`
    "content/help/fedora/index.zh.md: warning: in the help of "fedora", support of "43" (release) ends on 2026-12-09 [help-support-ends]
      fix: Offer what replaces it: update Heliostat, or write the input release in help/fedora/<language>.yaml."
  `);
});

test('documents that nobody went through for four months are one problem', () => {
  const documents = {
    alpine: { files, checked: { zh: '2026-07-30', en: '2026-07-30' } },
    debian: { files, checked: { zh: '2026-07-31', en: '2026-07-31' } },
    fedora: { files, checked: { zh: '2026-11-21', en: '2026-01-01' } },
    kali: { files, checked: {} },
  };
  expect(told(documents, ['zh', 'en'])).toMatchInlineSnapshot(`
    "content/help/alpine/index.zh.md: warning: 2 help documents were last checked more than 120 days ago: alpine, fedora [help-check-old]
      fix: Update Heliostat; for your own documents, go through them and set \`checked\` to that day."
  `);
  expect(told({ fedora: { files, checked: { zh: '2026-01-01', en: '2026-11-21' } } }, ['en'])).toBe('');
});

test('a document that mirrors share is one', () => {
  const { file } = exampleHelp('any');
  const shared = { files, file, checked: { zh: '2026-01-01', en: '2026-01-01' } };
  expect(told({ 'a.git': shared, 'b.git': shared }, ['zh', 'en'])).toMatch(
    /: 1 help document was last checked .*: b\.git /,
  );
});
