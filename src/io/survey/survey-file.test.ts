import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type MirrorSurvey, noSurvey, type Survey } from '../../model/survey.ts';
import { loadSurvey, saveSurvey } from './survey-file.ts';

const data = mkdtempSync(join(tmpdir(), 'heliostat-survey-'));
afterAll(() => rmSync(data, { recursive: true }));

const at = new Date('2026-08-08T12:00:00Z');
const seen: MirrorSurvey = {
  kind: 'debian',
  behindHours: 4,
  folder: { at, stamp: { file: 'stamp', time: at }, expires: { file: 'Release', time: at } },
  visits: [{ scheme: 'https', host: 'mirrors.example.org', family: 4, at }],
  upstream: { url: 'http://127.0.0.1:1/', at, time: at, answeredAt: at },
};
const survey: Survey = { mirrors: new Map([['debian', seen]]), certificates: new Map([['mirrors.example.org', at]]) };

test('what was seen is there again, with its times', () => {
  saveSurvey(data, survey);
  expect(loadSurvey(data)).toEqual(survey);
});

test('a mirror may have the name of a key', () => {
  const mirrors = new Map(['at', 'time', 'answeredAt', '__proto__'].map((cname) => [cname, seen]));
  saveSurvey(data, { ...survey, mirrors });
  expect(loadSurvey(data).mirrors).toEqual(mirrors);
});

test('a file that says the same is left alone', () => {
  saveSurvey(data, survey);
  const { ino } = statSync(join(data, 'survey.json'));
  saveSurvey(data, survey);
  expect(statSync(join(data, 'survey.json')).ino).toBe(ino);
});

test.each([
  ['cut', '{"version":1,"mirr'],
  ['of another version', '{"version":0,"mirrors":{},"certificates":{}}'],
  ['no object', 'null'],
])('a file that is %s counts as none', (_, text) => {
  writeFileSync(join(data, 'survey.json'), text);
  expect(loadSurvey(data)).toEqual(noSurvey);
});
