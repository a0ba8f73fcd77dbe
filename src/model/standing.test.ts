import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextRound, type Shown, type Standing } from './standing.ts';

const start = new Date('2026-08-08T12:00:00Z');
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

/** What is told in each round of one thing: `+` its beginning, `-` its end, `.` nothing. `?` in the rounds is a doubtful one. */
function toldIn(rounds: string, { rounds: needed = 2, minutes = 0 } = {}): string {
  let standing: readonly Standing<string>[] = [];
  return [...rounds]
    .map((round, index) => {
      const now = minutesLater(index);
      const isDue = (since: Date) => now.getTime() - since.getTime() >= minutes * 60_000;
      const shown: Shown<string>[] = round === 'x' ? [{ key: 'a', fact: 'A', isDue, rounds: needed }] : [];
      const next = nextRound(standing, shown, () => round === '?', now);
      standing = next.standing;
      return next.begun.length > 0 ? '+' : next.ended.length > 0 ? '-' : '.';
    })
    .join('');
}

describe('a thing is told when it lasts, and when it is over', () => {
  test.each([
    ['in the second round that shows it', 'xxxx', '.+..'],
    ['not when one round alone shows it', 'x..x..', '......'],
    ['over in the second round without it', 'xx....', '.+.-..'],
    ['not over when it is back at once', 'xx.x.x', '.+....'],
    ['again when it comes back', 'xx..xx', '.+.-.+'],
    ['a doubtful round does not begin it', 'x?x', '..+'],
    ['nor end it', 'xx??.?.', '.+....-'],
    ['nor does it count as a round', 'x????', '.....'],
  ])('%s', (_, rounds, told) => {
    expect(toldIn(rounds)).toBe(told);
  });

  test('not before it has lasted for its time', () => {
    expect(toldIn('xxxxxx', { minutes: 4 })).toBe('....+.');
    expect(toldIn('x?x?x', { minutes: 4 })).toBe('....+');
  });

  test('at once where one round is enough', () => {
    expect(toldIn('x..', { rounds: 1 })).toBe('+.-');
  });
});

test('it began when the earliest round says', () => {
  const shown = (since: Date | undefined): Shown<string> => ({
    key: 'a',
    fact: 'A',
    since,
    isDue: () => true,
    rounds: 1,
  });
  const first = nextRound([], [shown(minutesLater(-60))], () => false, start);
  const second = nextRound(first.standing, [shown(minutesLater(-30))], () => false, minutesLater(5));
  expect(second.standing.map(({ since }) => since)).toEqual([minutesLater(-60).toISOString()]);
});

test('it did not begin in the future, whatever a clock said', () => {
  const shown: Shown<string> = { key: 'a', fact: 'A', since: minutesLater(60), isDue: () => true, rounds: 1 };
  expect(nextRound([], [shown], () => false, start).standing[0]!.since).toBe(start.toISOString());
});

test('whatever the rounds show, a beginning and an end take turns, and what is told is what stands', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', '.', '?'), { maxLength: 60 }), fc.nat(3), (rounds, minutes) => {
      const told = toldIn(rounds.join(''), { minutes });
      expect(told.replaceAll('.', '')).toMatch(/^(\+-)*\+?$/);
      // What has been gone for two rounds is not told any more, and what stands is.
      if (rounds.slice(-2).join('') === '..') expect(told.replaceAll('.', '')).toMatch(/^(\+-)*$/);
      if (rounds.slice(-5).join('') === 'xxxxx') expect(told.replaceAll('.', '')).toMatch(/\+$/);
    }),
  );
});
