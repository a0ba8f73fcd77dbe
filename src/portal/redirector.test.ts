import { expect, test } from 'vitest';
import { monitorValue } from '../../tests/federation-rules.ts';
import { contentTime, rowsToRedirection } from './redirector.ts';
import { redirectionToText } from './redirector-report.ts';

const now = new Date('2026-08-08T12:00:00Z');
const ago = (hours: number) => now.getTime() / 1000 - hours * 3600;
const whole = { hasEndpoints: true, isDisabled: false };

const rows = [
  { cname: 'fresh', status: `S${ago(1)}X${ago(-1)}` },
  { cname: 'edge', status: `F${ago(1)}O${ago(48)}` },
  { cname: 'old', status: `F${ago(1)}O${ago(49)}` },
  { cname: 'older', status: `Y${ago(1)}O${ago(500)}` },
  { cname: 'cache', status: 'C' },
  { cname: 'proxy', status: `RX${ago(-1)}` },
  { cname: 'unknown', status: 'U' },
  { cname: 'first', status: `Y${ago(1)}N` },
];

test.each([
  'S#X#',
  'F#O#X#',
  'FO#',
  'F#',
  'P#O#',
  'P#',
  'PO#',
  'D#O#',
  'UO#',
  'Y#',
  'YO#',
  'D#',
  'U',
  'S',
  'C',
  'RX#',
  'FX#',
])('the time of %s is the one that the monitor reads', (shape) => {
  let hours = 0;
  const status = shape.replace(/#/g, () => String(ago(++hours)));
  const value = monitorValue(status, now);
  const seconds = contentTime(status) && (contentTime(status)!.getTime() - now.getTime()) / 1000;
  expect(seconds).toBe(value < 0 ? value : undefined);
});

test('two days are not too old, an hour more is; a cache and a proxy have no age', () => {
  const { taken, passing, old, untimed } = rowsToRedirection(rows, now);
  expect(taken.map(({ cname }) => cname)).toEqual(['fresh', 'edge']);
  expect(passing).toEqual(['cache', 'proxy']);
  expect(old.map(({ cname }) => cname)).toEqual(['older', 'old']);
  expect(untimed).toEqual(['unknown', 'first']);
});

test('it is told in words, each reason in its line', () => {
  expect(redirectionToText(rowsToRedirection(rows, now), whole, now)).toMatchInlineSnapshot(`
    "redirector: 4 of 8 mirrors would be used, if nothing outside this site prevents it
      too old, more than 48 hours: "older" (21 days), "old" (2 days)
      no sync time, so other sites are preferred: "unknown", "first""
  `);
});

test('a site of which all is well is told in one line', () => {
  expect(redirectionToText(rowsToRedirection(rows.slice(0, 1), now), whole, now)).toMatchInlineSnapshot(
    `"redirector: 1 of 1 mirror would be used, if nothing outside this site prevents it"`,
  );
});

test('what keeps the whole site out is told, and only some of many names', () => {
  const many = Array.from({ length: 8 }, (_, index) => ({ cname: `x${index}`, status: 'U' }));
  const site = { hasEndpoints: false, isDisabled: true };
  expect(redirectionToText(rowsToRedirection(many, now), site, now)).toMatchInlineSnapshot(`
    "redirector: 0 of 8 mirrors would be used, if nothing outside this site prevents it
      but none while \`site.disable\` is true
      but none unless it already knows the endpoints of this site: \`endpoints\` is not set
      no sync time, so other sites are preferred: "x0", "x1", "x2", "x3", "x4", and 3 more"
  `);
});
