import { expect, test } from 'vitest';
import { formats } from '../sources/formats.ts';
import { textToAnswer, writtenToAnswer } from './read-fetched.ts';

const at = new Date('2026-08-08T09:00:00Z');
const now = new Date('2026-08-08T12:00:00Z');
const fetchedText = (text: string) => ({ outcome: 'new', text, at, etag: '"1"' }) as const;
const parseList = formats.list.parseWritten!;

test('a text becomes the answer that it holds, with its marks, in the order of its format', () => {
  const [arch, debian] = ['arch', 'debian'].map((name) => ({ name, status: 'success' }));
  const text = JSON.stringify([debian, arch]);
  expect(textToAnswer(fetchedText(text), 'tunasync', 'its answer')).toEqual({
    outcome: 'new',
    answer: [arch, debian],
    at,
    etag: '"1"',
  });
});

test('what is wrong with a text begins with where it is from, and a web page is called so', () => {
  const page = fetchedText('<html>');
  expect(textToAnswer(page, 'yuki', 'the file')).toEqual({
    outcome: 'fault',
    fault: 'the file is not complete JSON (line 1, column 7)',
  });
  expect(textToAnswer({ ...page, isWebPage: true }, 'yuki', 'its answer')).toEqual({
    outcome: 'fault',
    fault: 'it answered with a web page instead of JSON',
  });
});

test.each([
  ['tunasync', (names: string[]) => names.map((name) => ({ name, status: 'success' }))],
  ['yuki', (names: string[]) => names.map((name) => ({ name, exitCode: 0 }))],
  ['lug', (names: string[]) => ({ WorkerStatus: Object.fromEntries(names.map((name) => [name, worker])) })],
  ['list', (names: string[]) => ({ mirrors: names.map((cname) => ({ cname })) })],
  ['mirrorz', (names: string[]) => ({ site, mirrors: names.map((cname) => ({ cname, url: '/', status: 'U' })) })],
] as const)('more mirrors than any site has are refused of a %s', (type, answerWith) => {
  const answerOf = (mirrors: number) => {
    const names = Array.from({ length: mirrors }, (_, index) => `m${index}`);
    return textToAnswer(fetchedText(JSON.stringify(answerWith(names))), type, 'its answer');
  };
  expect(answerOf(50_000)).toMatchObject({ outcome: 'new' });
  expect(answerOf(50_001)).toEqual({
    outcome: 'fault',
    fault: `its answer is not in the format of a ${type} source (it lists 50001 mirrors, and 50,000 are the most)`,
  });
});
const worker = { Result: true, Idle: true };
const site = { url: 'https://mirrors.example.org', abbr: 'EXAMPLE' };

test('a file that somebody writes is as old as the moment of reading', () => {
  const file = { name: 'list.yaml', shown: 'content/list.yaml', text: 'mirrors: [{ cname: debian }]\n' };
  expect(writtenToAnswer(file, 'list', parseList, now)).toEqual({
    value: { outcome: 'new', answer: { mirrors: [{ cname: 'debian' }] }, at: now },
    problems: [],
  });
});

test('a file that cannot be read, and one that breaks, bring no answer', () => {
  expect(writtenToAnswer(undefined, 'list', parseList, now)).toEqual({
    value: { outcome: 'fault', fault: 'the file cannot be read' },
    problems: [],
  });
  const broken = { name: 'list.yaml', shown: 'content/list.yaml', text: 'mirrors: [' };
  expect(writtenToAnswer(broken, 'list', parseList, now)).toMatchObject({
    value: { outcome: 'fault', fault: 'what is in the file cannot be used' },
    problems: [{ code: 'broken-yaml', place: { file: 'content/list.yaml', line: 1 } }],
  });
});
