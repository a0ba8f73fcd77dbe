import { expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { readIncidentFiles } from './read-incidents.ts';

const read = (texts: Readonly<Record<string, string>>) =>
  readIncidentFiles(
    Object.entries(texts).map(([name, text]) => ({
      name: `incidents/${name}`,
      shown: `content/incidents/${name}`,
      text,
    })),
    'Asia/Shanghai',
  );
const one = (text: string) => read({ '2026-08-08-power.en.md': text });
const keys = 'title: Power\nlevel: maintenance\nfrom: 2026-08-08 14:00\n';

test('the languages of an incident are one, and each key stands in one of them', () => {
  const { value, problems } = read({
    '2026-08-08-power.zh.md': `---\ntitle: 停电\nlevel: outage\nfrom: 2026-08-08 14:00\nuntil: 2026-08-08T10:00Z\n---\n停电。\n`,
    '2026-08-08-power.en.md':
      '---\ntitle: Power\naffects: { mirrors: [debian], endpoints: [campus] }\n---\nNo power.\n',
  });
  expect(problems).toEqual([]);
  expect(value).toEqual([
    {
      name: '2026-08-08-power',
      level: 'outage',
      affects: { isAll: false, mirrors: ['debian'], endpoints: ['campus'] },
      place: { file: 'content/incidents/2026-08-08-power.en.md', line: 3 },
      from: new Date('2026-08-08T06:00:00Z'),
      until: new Date('2026-08-08T10:00:00Z'),
      documents: {
        zh: { file: 'content/incidents/2026-08-08-power.zh.md', title: '停电', text: '停电。\n', updates: [] },
        en: { file: 'content/incidents/2026-08-08-power.en.md', title: 'Power', text: 'No power.\n', updates: [] },
      },
    },
  ]);
});

test('headings with a time are updates, in the order of their times, but not in code', () => {
  const text = `---\n${keys}---\nBefore.\n\n## Why\n\n\`\`\`\n## 2026-08-08 10:00 no\n\`\`\`\n\n## 2026-08-08 16:00 +09:00\n\nLater.\n\n## 2026-08-08 14:30 Cause *found* ##\n\nA fault.\n`;
  const [incident] = one(text).value;
  expect(incident!.documents.en).toMatchObject({
    text: 'Before.\n\n## Why\n\n```\n## 2026-08-08 10:00 no\n```\n',
    updates: [
      { at: new Date('2026-08-08T06:30:00Z'), title: 'Cause *found*', text: '\nA fault.\n' },
      { at: new Date('2026-08-08T07:00:00Z'), text: '\nLater.\n' },
    ],
  });
});

test('an incident that says no more than it must affects all and has no end', () => {
  expect(one(`\uFEFF---\r\n${keys.replaceAll('\n', '\r\n')}---\r\n`).value).toMatchObject([
    { affects: { isAll: true }, from: new Date('2026-08-08T06:00:00Z') },
  ]);
});

test.each([
  ['a level that is mistyped', `---\n${keys.replace('maintenance', 'maintenence')}---\n`, 0],
  ['no keys', 'The power is off.\n', 0],
  ['no begin', '---\ntitle: Power\nlevel: outage\n---\n', 0],
  ['a begin that no calendar has', `---\n${keys.replace('08 14', '32 14')}---\n`, 0],
  ['a time that is none', `---\n${keys}until: tomorrow\n---\n`, 1],
  ['an end before its begin', `---\n${keys}until: 2026-08-08 13:00\n---\n`, 1],
  ['what it affects as a text', `---\n${keys}affects: debian\n---\n`, 1],
  ['a mistyped key', `---\n${keys}untill: 2026-08-08 18:00\n---\n`, 1],
  ['an update at no time', `---\n${keys}---\n\n## 2026-08-08 25:00 Over\n`, 1],
  ['keys without an end', `---\n${keys}`, 1],
])('%s is told with its line', (_, text, left) => {
  const { value, problems } = one(text);
  expect(value).toHaveLength(left);
  expect(problemsToText(problems)).toMatchSnapshot();
});

test.each(['affects: debian', 'affects: { mirror: [debian] }', 'afects: { mirrors: [debian] }'])(
  'a slip does not make it one of the whole site: %s',
  (line) => {
    expect(one(`---\n${keys}${line}\n---\n`).value).toMatchObject([
      { affects: { isAll: false, mirrors: [], endpoints: [] } },
    ]);
  },
);

test('languages that contradict each other are told; the first one counts', () => {
  const { value, problems } = read({
    '2026-08-08-power.zh.md': `---\n${keys}---\n`,
    '2026-08-08-power.en.md': `---\n${keys.replace('maintenance', 'outage').replace('14:00', '15:00')}---\n`,
  });
  expect(value).toMatchObject([{ level: 'maintenance', from: new Date('2026-08-08T06:00:00Z') }]);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/incidents/2026-08-08-power.en.md:3: error: \`level\` differs from that of the same incident in content/incidents/2026-08-08-power.zh.md [incident-variants]
      fix: Write it in one of the files only; the value in the other file is used until then.
    content/incidents/2026-08-08-power.en.md:4: error: \`from\` differs from that of the same incident in content/incidents/2026-08-08-power.zh.md [incident-variants]
      fix: Write it in one of the files only; the value in the other file is used until then."
  `);
});

test('a file with another name is told and left out', () => {
  const { value, problems } = read({
    'power.en.md': `---\n${keys}---\n`,
    '2026-02-30-power.en.md': `---\n${keys}---\n`,
  });
  expect(value).toEqual([]);
  expect(problems.map(({ code }) => code)).toEqual(['incident-name', 'incident-name']);
  expect(problemsToText(problems.slice(0, 1))).toMatchInlineSnapshot(`
    "content/incidents/power.en.md: error: the name "incidents/power.en.md" is not a valid name for an incident [incident-name]
      fix: Name it like incidents/2026-08-08-power.zh.md: a date, lowercase letters, digits and hyphens, .zh.md or .en.md; it is left out until then."
  `);
});
