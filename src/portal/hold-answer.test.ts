import { describe, expect, test } from 'vitest';
import { defaultHold, type HoldRule } from '../model/hold.ts';
import type { Snapshot, SnapshotPlan } from '../model/snapshot.ts';
import { type AnswerReader, holdAnswer, unreported } from './hold-answer.ts';
import { planSnapshot } from './snapshot.ts';

const start = new Date('2026-08-01T00:00:00Z');
const days = (count: number) => new Date(start.getTime() + count * 86_400_000);

/** Answers are lists of names; one that ends in `!` is switched off. */
const reader: AnswerReader = {
  reports: (answer) =>
    (answer as readonly string[]).map((name) => ({ cname: name.replace('!', ''), isHidden: name.endsWith('!') })),
  rowsOf: (answer, cname) => (answer as readonly string[]).filter((name) => name === cname),
};

/** `a1` to `a<count>`. */
function names(count: number, prefix = 'a'): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

interface Tick {
  readonly day: number;
  readonly answer?: readonly string[];
  readonly isAccepted?: boolean;
}

/** What a source is shown as after each of some answers; a tick without one is an outage. */
class Source {
  snapshot: Snapshot | undefined;
  readonly #rule: HoldRule;
  readonly #reader: AnswerReader;

  constructor(rule: Partial<HoldRule> = {}, own: Partial<AnswerReader> = {}) {
    this.#rule = { ...defaultHold, ...rule };
    this.#reader = { ...reader, ...own };
  }

  tick({ day, answer, isAccepted = false }: Tick): SnapshotPlan {
    const now = days(day);
    const fetched = answer
      ? { outcome: 'new' as const, answer, at: now }
      : { outcome: 'fault' as const, fault: 'it refuses the connection' };
    const plan = planSnapshot('jobs', 'http://127.0.0.1/jobs', this.snapshot, fetched, now);
    const held = holdAnswer(plan, this.snapshot, this.#reader, { rule: this.#rule, isAccepted, now });
    if (held.save) this.snapshot = held.save;
    return held;
  }

  /** How many mirrors it shows, of which how many as they last were; and whether an answer is held. */
  after(tick: Tick): string {
    const { use } = this.tick(tick);
    const kept = unreported(use!, { rule: this.#rule, now: days(tick.day) });
    return `${(use!.answer as readonly string[]).length} + ${kept.length}${use!.held ? ', held' : ''}`;
  }
}

function sourceOf(count: number, rule?: Partial<HoldRule>, own?: Partial<AnswerReader>): Source {
  const source = new Source(rule, own);
  source.tick({ day: 0, answer: names(count) });
  return source;
}

test.each([
  ['a first answer is believed whatever it has', 0, 0, '0 + 0'],
  ['one that has lost everything is held', 3, 0, '3 + 0, held'],
  ['the only mirror of a source is everything', 1, 0, '1 + 0, held'],
  ['five may go', 12, 7, '7 + 5'],
  ['six of twelve may not', 12, 6, '12 + 0, held'],
  ['a third may go', 30, 20, '20 + 10'],
  ['more than a third may not', 30, 19, '30 + 0, held'],
  ['more mirrors than before are welcome', 3, 300, '300 + 0'],
])('%s', (_, before, now, shown) => {
  expect(sourceOf(before).after({ day: 0.1, answer: names(now) })).toBe(shown);
});

test('names count, not numbers: as many others are a loss', () => {
  expect(sourceOf(9).after({ day: 1, answer: names(9, 'b') })).toBe('9 + 0, held');
});

test('share and number can be set', () => {
  expect(sourceOf(30, { share: 0.1, mirrors: 2 }).after({ day: 1, answer: names(26) })).toBe('30 + 0, held');
  expect(sourceOf(30, { share: 1 }).after({ day: 1, answer: names(1) })).toBe('1 + 29');
  expect(sourceOf(30, { share: 1 }).after({ day: 1, answer: [] })).toBe('30 + 0, held');
});

test('what is switched off before it goes is not lost', () => {
  const source = sourceOf(9);
  expect(source.after({ day: 1, answer: names(9).map((name) => `${name}!`) })).toBe('9 + 0');
  expect(source.after({ day: 2, answer: [] })).toBe('0 + 0');
});

describe('a slow trickle', () => {
  test('is seen once it makes more than the share of what there was in the last days', () => {
    const source = sourceOf(12);
    const shown = [1, 2, 3, 4, 5, 6].map((day) => source.after({ day, answer: names(12 - day) }));
    expect(shown).toEqual(['11 + 1', '10 + 2', '9 + 3', '8 + 3', '7 + 3', '7 + 2, held']);
  });

  test('over more days than are looked back at is how sites change', () => {
    const source = sourceOf(12);
    for (let day = 2; day <= 22; day += 2) source.tick({ day, answer: names(12 - day / 2) });
    expect(source.after({ day: 22.1, answer: names(1) })).toBe('1 + 2');
  });
});

describe('mirrors that come back one by one', () => {
  test('end it as soon as few enough are missing, which then are shown as they last were', () => {
    const source = sourceOf(19);
    const shown = [0, 4, 12, 13, 19].map((count, index) => source.after({ day: index / 10, answer: names(count) }));
    expect(shown).toEqual(['19 + 0, held', '19 + 0, held', '19 + 0, held', '13 + 6', '19 + 0']);
    expect(source.snapshot).not.toHaveProperty('missing');
  });

  test('that are missing still are shown for as long as others, and are missing since it began', () => {
    const source = sourceOf(19);
    source.tick({ day: 1, answer: [] });
    expect(source.after({ day: 3.5, answer: names(15) })).toBe('15 + 4');
    expect(source.snapshot!.missing!.a16!.since).toBe(days(1).toISOString());
    expect(source.after({ day: 6.4, answer: names(15) })).toBe('15 + 4');
    expect(source.after({ day: 6.5, answer: names(15) })).toBe('15 + 0');
  });
});

describe('what is held is accepted', () => {
  test('after three days, and mirrors go at once', () => {
    const source = sourceOf(9);
    const shown = [1, 2, 3.9, 4].map((day) => source.after({ day, answer: ['a1'] }));
    expect(shown).toEqual(['9 + 0, held', '9 + 0, held', '9 + 0, held', '1 + 0']);
    expect(source.snapshot!.missing!.a2).toEqual({ since: days(1).toISOString(), gone: 'time' });
  });

  test('and is not held again for what was accepted', () => {
    const source = sourceOf(20);
    for (const day of [1, 4]) source.tick({ day, answer: names(10) });
    expect(source.after({ day: 4.1, answer: names(9) })).toBe('9 + 1');
  });

  test('not because the source was out of reach, but when it answers and the time is over', () => {
    const source = sourceOf(9);
    source.tick({ day: 1, answer: [] });
    expect(source.after({ day: 5 })).toBe('9 + 0, held');
    expect(source.after({ day: 5.1, answer: names(9) })).toBe('9 + 0');
  });

  test('at once, where the days for it are none', () => {
    expect(sourceOf(9, { acceptDays: 0 }).after({ day: 1, answer: [] })).toBe('0 + 0');
  });

  test('by the operator, for good', () => {
    const source = sourceOf(9);
    source.tick({ day: 1, answer: ['a1'] });
    expect(source.after({ day: 1, answer: ['a1'], isAccepted: true })).toBe('1 + 0');
    expect(source.snapshot!.missing!.a2!.gone).toBe('operator');
    expect(source.after({ day: 1.1, answer: ['a1'] })).toBe('1 + 0');
  });

  test('by the operator, before a run has seen it', () => {
    expect(sourceOf(9).after({ day: 1, answer: ['a1'], isAccepted: true })).toBe('1 + 0');
  });

  test('by the operator, but not what has gone since he looked', () => {
    const source = sourceOf(20);
    source.tick({ day: 1, answer: names(12) });
    expect(source.after({ day: 1, answer: [], isAccepted: true })).toBe('20 + 0, held');
    expect(source.after({ day: 1, answer: names(12), isAccepted: true })).toBe('12 + 0');
  });
});

describe('a single mirror that is no longer listed', () => {
  test('stays for three days as it was, and comes back clean', () => {
    const source = sourceOf(9);
    expect([1, 2, 3.9].map((day) => source.after({ day, answer: names(8) }))).toEqual(['8 + 1', '8 + 1', '8 + 1']);
    const [kept] = unreported(source.snapshot!, { rule: defaultHold, now: days(2) });
    expect(kept).toEqual({
      name: 'a9',
      since: days(1).toISOString(),
      last: { answer: ['a9'], fetchedAt: days(0).toISOString() },
    });
    expect(source.after({ day: 3.95, answer: names(9) })).toBe('9 + 0');
    expect(source.snapshot).not.toHaveProperty('missing');
  });

  test('goes when its days are over', () => {
    const source = sourceOf(9);
    source.tick({ day: 1, answer: names(8) });
    expect(source.after({ day: 4, answer: names(8) })).toBe('8 + 0');
  });

  test('goes at once when the operator says so, or of a list that people write', () => {
    const source = sourceOf(9);
    source.tick({ day: 1, answer: names(8) });
    expect(source.after({ day: 1, answer: names(8), isAccepted: true })).toBe('8 + 0');
    expect(sourceOf(9, {}, { rowsOf: undefined }).after({ day: 1, answer: names(8) })).toBe('8 + 0');
  });

  test('may be called like a property of every object', () => {
    const source = new Source();
    source.tick({ day: 0, answer: ['__proto__', 'a', 'b'] });
    expect(source.after({ day: 1, answer: ['a', 'b'] })).toBe('2 + 1');
    expect(source.after({ day: 2, answer: ['a', 'b', '__proto__'] })).toBe('3 + 0');
  });
});

test('nothing is written while nothing changes, held or not', () => {
  const source = sourceOf(9);
  source.tick({ day: 1, answer: names(8) });
  expect(source.tick({ day: 1.001, answer: names(8) }).save).toBeUndefined();
  source.tick({ day: 1.1, answer: [] });
  expect(source.tick({ day: 1.2, answer: [] }).save).toBeUndefined();
});
