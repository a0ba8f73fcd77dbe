import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checked } from '../base/problems.ts';
import { type SyncFacts, states } from '../model/report.ts';
import { parseMirrorzStatus, type StatusReading, statusToMirrorz } from './mirrorz-status.ts';

const now = new Date('2026-01-01T00:00:00Z');
/** What is written here; what the format allows has the main letter in any place. */
const GRAMMAR = /^[SDYFPCRU](\d+)?([XNO](\d+)?)*$/;
const ANY_ORDER = /^([XNO](\d+)?)*[SDYFPCRU](\d+)?([XNO](\d+)?)*$/;

/** A time for each letter, so that no two can be taken for each other. */
const seconds = {
  S: 1760000001,
  D: 1760000002,
  Y: 1760000003,
  F: 1760000004,
  P: 1760000005,
  U: 1760000006,
  X: 1770000000,
  O: 1750000000,
  N: 1740000000,
};
type Letter = keyof typeof seconds;
const at = (letter: Letter) => new Date(seconds[letter] * 1000);

/** `S#X#` with times for the number signs. */
const filled = (shape: string) => shape.replace(/([A-Z])#/g, (_, letter: Letter) => `${letter}${seconds[letter]}`);
const shapeOf = (text: string) => text.replace(/\d+/g, '#');

function parse(text: string): StatusReading & { codes: string[] } {
  const { value, problems } = checked((note) => parseMirrorzStatus(text, { source: 'test' }, now, note));
  return { ...value, codes: problems.map(({ code }) => code) };
}

const S: SyncFacts = { state: 'success', lastSuccess: at('S'), lastAttempt: at('S') };
const D: SyncFacts = { state: 'pending', since: at('D') };
const Y: SyncFacts = { state: 'syncing', started: at('Y') };
const F: SyncFacts = { state: 'failed', lastAttempt: at('F') };
const P: SyncFacts = { state: 'paused', since: at('P') };
const U: SyncFacts = { state: 'unknown' };
const X = { next: at('X') };
const O = { lastSuccess: at('O') };

/** Every shape that a site of the federation has published, what it means, and how it is written here. */
const shapes: [shape: string, status: SyncFacts, written: string][] = [
  ['S#X#', { ...S, ...X }, 'S#X#'],
  ['U', U, 'U'],
  ['S#', S, 'S#'],
  ['F#O#X#', { ...F, ...O, ...X }, 'F#O#X#'],
  ['Y#O#', { ...Y, ...O }, 'Y#O#'],
  ['C', { state: 'cache' }, 'C'],
  ['Y#', Y, 'Y#'],
  ['F#X#O#', { ...F, ...O, ...X }, 'F#O#X#'],
  ['S#X#N', { ...S, ...X }, 'S#X#N'],
  ['F#X#', { ...F, ...X }, 'F#X#'],
  ['F#', F, 'F#'],
  ['Y#O#X#', { ...Y, ...O, ...X }, 'Y#O#X#'],
  ['PX#', { state: 'paused', ...X }, 'PX#'],
  ['P#X#', { ...P, ...X }, 'P#X#'],
  ['P#', P, 'P#'],
  ['F#O#NX#', { ...F, ...O, ...X }, 'F#O#X#N'],
  ['S#NX#', { ...S, ...X }, 'S#X#N'],
  ['YO#X#', { state: 'syncing', ...O, ...X }, 'YO#X#'],
  ['P', { state: 'paused' }, 'P'],
  ['Y#X#', { ...Y, ...X }, 'Y#X#'],
  // Not seen any more, but once.
  ['D#X#O#', { ...D, ...X, ...O }, 'D#O#X#'],
  ['D#X#', { ...D, ...X }, 'D#X#'],
  ['S#X#O#', { ...S, ...X }, 'S#X#'],
  ['UX#', { ...U, ...X }, 'UX#'],
  ['U#', U, 'U'],
  ['FO#', { state: 'failed', ...O }, 'FO#'],
  ['FO#X#', { state: 'failed', ...O, ...X }, 'FO#X#'],
  ['YO#', { state: 'syncing', ...O }, 'YO#'],
  ['P#O#', { ...P, ...O }, 'P#O#'],
  ['PN', { state: 'paused' }, 'PN'],
  ['R', { state: 'proxy' }, 'R'],
  ['S', { state: 'success' }, 'S'],
  ['Y', { state: 'syncing' }, 'Y'],
  ['F', { state: 'failed' }, 'F'],
  ['F#N#', F, 'F#N#'],
  ['F#X#N#', { ...F, ...X }, 'F#X#N#'],
  ['Y#N#', Y, 'Y#N#'],
  ['Y#O#X#N', { ...Y, ...O, ...X }, 'Y#O#X#N'],
  // Not seen so far, but the order is free.
  ['X#NS#', { ...S, ...X }, 'S#X#N'],
];

describe('a shape that sites publish', () => {
  test.each(shapes)('%s is read without complaint', (shape, sync) => {
    const reading = parse(filled(shape));
    expect(reading.sync).toEqual(sync);
    expect(reading.codes).toEqual([]);
  });

  test.each(shapes)('%s says whether the mirror is new, and since when', (shape) => {
    const added = shape.includes('N#') ? at('N') : shape.includes('N') ? true : undefined;
    expect(parse(filled(shape)).added).toEqual(added);
  });

  test.each(shapes)('%s is written as the format has it', (shape, _, written) => {
    const { sync, added } = parse(filled(shape));
    const text = statusToMirrorz(sync, added);
    expect(shapeOf(text)).toBe(written);
    expect(parse(text).codes).toEqual([]);
  });
});

describe('a string that is not in the grammar gives what can be read of it, and a problem', () => {
  test.each([
    ['FundefinedO1654139972', { state: 'failed' }, ['status-grammar']],
    ['Fundefined', { state: 'failed' }, ['status-grammar']],
    ['YundefinedO1649859060', { state: 'syncing' }, ['status-grammar']],
    ['Frsync error: CODE 23', { state: 'failed' }, ['status-grammar']],
    ['F/srv/mirror/x/COMMON:', { state: 'failed' }, ['status-grammar']],
    ['F2022/10/20', { state: 'failed' }, ['status-time', 'status-grammar']],
    [`${filled('F#')} O1`, F, ['status-grammar']],
    [filled('SY#'), { state: 'success' }, ['status-grammar']],
    [filled('Y#S#'), Y, ['status-grammar']],
    [filled('X#'), { ...U, ...X }, ['status-grammar']],
    [filled('X#O#N'), { ...U, ...X, ...O }, ['status-grammar']],
    [filled('ZS#'), S, ['status-grammar']],
    [filled('S#Q'), S, ['status-grammar']],
    ['success', U, ['status-grammar']],
    [filled('S#').toLowerCase(), U, ['status-grammar']],
    ['', U, ['status-grammar']],
    ['constructor', U, ['status-grammar']],
  ])('%j', (text, status, codes) => {
    const reading = parse(text);
    expect(reading.sync).toEqual(status);
    expect([...new Set(reading.codes)]).toEqual(codes);
  });
});

test('what is wrong with a string is told', () => {
  const { problems } = checked((note) => {
    for (const text of ['', filled('X#'), filled('SY#'), 'ZS', 'S-5'])
      parseMirrorzStatus(text, { source: 'site', path: text }, now, note);
  });
  expect(problems.map(({ says, fix }) => `${says}\n  ${fix}`).join('\n')).toMatchInlineSnapshot(`
    "status "": it is invalid from character 1 on
      Follow the MirrorZ format v1.7, for example S1700000000X1700003600.
    status "X1770000000" has no main letter
      Begin it with one of S D Y F P C R U; the mirror is shown as unknown.
    status "SY1760000003" has several main letters
      Keep one of S D Y F P C R U; the first one is used.
    status "ZS": letter Z is not known
      Follow the MirrorZ format v1.7, for example S1700000000X1700003600.
    status "S-5": -5 is not a plausible sync time
      Check the clock and the tool that wrote it; the time is ignored."
  `);
});

describe('a time that is none is left out', () => {
  const { S: s, D: d, X: x, Y: y } = seconds;
  test.each([
    ['an int32 that ran over', `D${d}X${x}O-2147483648`, { ...D, ...X }],
    ['Go’s zero time', `Y${y}O-62135596800`, Y],
    ['a minus sign', `S-${s}`, { state: 'success' }],
    ['a year', 'S2022', { state: 'success' }],
    ['eleven digits, the year 2298', `S${s}X10359524323`, S],
    ['milliseconds', `S${s}000`, { state: 'success' }],
    ['a hundred digits', `S${'9'.repeat(400)}`, { state: 'success' }],
    ['the second before 2000', 'S946684799', { state: 'success' }],
    ['ten years and a second ahead', `S${s}X${Date.parse('2036-01-01T00:00:01Z') / 1000}`, S],
  ])('with a problem: %s', (_, text, status) => {
    const reading = parse(text);
    expect(reading.sync).toEqual(status);
    expect(reading.codes).toEqual(['status-time']);
  });

  test.each([
    ['S0', { state: 'success' }],
    [`S0X${x}`, { state: 'success', ...X }],
    ['S0X0', { state: 'success' }],
    ['F0O0', { state: 'failed' }],
    [`Y${y}O0`, Y],
  ])('without one, as 0 is how back ends write "never": %s', (text, status) => {
    const reading = parse(text);
    expect(reading.sync).toEqual(status);
    expect(reading.codes).toEqual([]);
  });

  test.each([
    ['the first second of 2000', 946684800],
    ['nine digits', 996624000],
    ['ten years ahead', Date.parse('2036-01-01T00:00:00Z') / 1000],
  ])('but this is one: %s', (_, time) => {
    const reading = parse(`UX${time}`);
    expect(reading.sync).toEqual({ ...U, next: new Date(time * 1000) });
    expect(reading.codes).toEqual([]);
  });
});

describe('a status as MirrorZ writes it', () => {
  test.each<[string, SyncFacts, string]>([
    ['never is unknown to MirrorZ', { state: 'never' }, 'U'],
    ['unless it did once, as its history knows', { state: 'never', lastSuccess: at('O') }, 'UO#'],
    ['so is one that nobody knows the state of', { state: 'unknown', lastSuccess: at('O'), ...X }, 'UO#X#'],
    ['paused tells since when', { state: 'paused', since: at('P'), lastSuccess: at('O') }, 'P#O#'],
    ['or that nobody knows when', { state: 'paused', lastSuccess: at('O') }, 'PO#'],
    ['pending tells its last success', { state: 'pending', since: at('D'), lastSuccess: at('O') }, 'D#O#'],
    ['a failure tells its time', F, 'F#'],
    ['but not of what never synced well', { ...F, isNeverSynced: true, ...X }, 'FX#'],
    ['nor does a pause', { ...P, isNeverSynced: true }, 'P'],
    ['unless there was a success', { ...F, isNeverSynced: true, ...O }, 'F#O#'],
    ['a success tells its end only', { ...S, started: at('Y'), lastAttempt: at('F') }, 'S#'],
    ['a proxy has no times but the next', { state: 'proxy', lastSuccess: at('O'), next: at('X') }, 'RX#'],
    ['a fraction of a second is cut off', { state: 'success', lastSuccess: new Date(1700000000999) }, 'S#'],
  ])('%s', (_, sync, shape) => {
    const text = statusToMirrorz(sync);
    expect(shapeOf(text)).toBe(shape);
    expect(text).toMatch(GRAMMAR);
  });

  test('a last success is written beside Y and F, with their times and without', () => {
    const lastSuccess = at('O');
    expect(statusToMirrorz({ state: 'syncing', lastSuccess })).toBe(filled('YO#'));
    expect(statusToMirrorz({ state: 'syncing', lastSuccess, started: at('Y') })).toBe(filled('Y#O#'));
    expect(statusToMirrorz({ state: 'failed', lastSuccess })).toBe(filled('FO#'));
    expect(statusToMirrorz({ state: 'failed', lastSuccess, lastAttempt: at('F') })).toBe(filled('F#O#'));
  });
});

describe('for any string', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'SDYFPCRUXNOZ0179-'), maxLength: 30 }),
    fc.constantFrom(...shapes.map(([shape]) => filled(shape))),
  );

  test('there is a status, and a problem unless it is one of the grammar', () => {
    fc.assert(
      fc.property(text, (status) => {
        const reading = parse(status);
        expect(states).toContain(reading.sync.state);
        if (!ANY_ORDER.test(status.replaceAll(/-0+(?!\d)/g, '0'))) expect(reading.codes).not.toEqual([]);
      }),
    );
  });

  test('what is written of it is in the grammar, and is read as it was written', () => {
    fc.assert(
      fc.property(text, (status) => {
        const reading = parse(status);
        const written = statusToMirrorz(reading.sync, reading.added);
        expect(written).toMatch(GRAMMAR);
        const again = parse(written);
        expect(again.codes).toEqual([]);
        expect(statusToMirrorz(again.sync, again.added)).toBe(written);
      }),
    );
  });
});

describe('for any status', () => {
  const statusWithin = (min: Date) => {
    const time = fc.date({ min, noInvalidDate: true });
    const times = { lastSuccess: time, lastAttempt: time, started: time, next: time, since: time };
    return [
      fc.record({ state: fc.constantFrom(...states), ...times }, { requiredKeys: ['state'] }),
      fc.option(fc.oneof(time, fc.constant(true as const)), { nil: undefined }),
    ] as const;
  };

  test('the text is in the grammar', () => {
    fc.assert(
      fc.property(...statusWithin(new Date(0)), (status, added) => {
        expect(statusToMirrorz(status, added)).toMatch(GRAMMAR);
      }),
    );
  });

  test('so it is for a mirror that the site carries since before 1970', () => {
    expect(statusToMirrorz({ state: 'unknown' }, new Date('1969-12-31T00:00:00Z'))).toBe('UN');
  });
});
