import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rulesSchema } from '../model/notify-rules.ts';
import type { Alarm } from './alarms.ts';
import { nextState } from './next-state.ts';
import { type AlarmEvent, idleChannel, type NotifyState, noState } from './notify-state.ts';
import { afterFailure, afterSent, nextNotifyMoment, type SendingRules, sendableFrom, toBatches } from './sending.ts';

const start = new Date('2026-08-08T12:00:00Z');
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
const alarm = (key: string): Alarm => ({ key, rule: 'stale', says: key });
const rules = rulesSchema.parse({});
const sending: SendingRules = { rules, digest: 3, timeZone: 'UTC' };
const quietNight: SendingRules = { ...sending, quiet: { from: '22:00', to: '07:00' } };

/** A channel, as a run meets it: it takes each message, or fails. */
type Works = (channel: string, now: Date) => boolean;

/** One run: decide, and send what is due. */
function run(
  before: NotifyState,
  keys: readonly string[],
  now: Date,
  { works = () => true, how = sending }: { readonly works?: Works; readonly how?: SendingRules } = {},
): {
  readonly state: NotifyState;
  readonly sent: readonly (readonly [channel: string, events: readonly AlarmEvent[]])[];
} {
  const known = { alarms: keys.map(alarm), isUnknown: () => false };
  let state = nextState(before, known, rules, ['mail', 'webhook.0'], now);
  const sent: [string, readonly AlarmEvent[]][] = [];
  for (const name of Object.keys(state.channels)) {
    const from = sendableFrom(state.channels[name]!, how, now);
    for (const batch of from && from <= now ? toBatches(state.channels[name]!, how.digest) : []) {
      const own = state.channels[name]!;
      const isSent = works(name, now);
      const next = isSent ? afterSent(own, batch) : afterFailure(own, 'it failed', now);
      state = { ...state, channels: { ...state.channels, [name]: next } };
      if (!isSent) break;
      sent.push([name, batch.events]);
    }
  }
  return { state, sent };
}

/** What each run sends by mail: `+a -b`, with brackets around a digest. */
function mailed(runs: readonly (readonly string[])[], how: SendingRules, works?: Works, everyMinutes = 5): string[] {
  let state = noState;
  return runs.map((keys, index) => {
    const result = run(state, keys, minutesLater(index * everyMinutes), { how, ...(works && { works }) });
    state = result.state;
    const texts = result.sent
      .filter(([channel]) => channel === 'mail')
      .map(([, events]) => events.map(({ kind, key }) => `${kind === 'begin' ? '+' : '-'}${key}`))
      .map((events) => (events.length === 1 ? events[0] : `(${events.join(' ')})`));
    return texts.join(' ');
  });
}

test('an alarm is told in the second run, and once more when it is over', () => {
  expect(mailed([['a'], ['a'], ['a', 'b'], ['a', 'b'], ['b'], ['b'], [], []], sending)).toEqual([
    '',
    '+a',
    '',
    '+b',
    '',
    '-a',
    '',
    '-b',
  ]);
});

test('many alarms at once are one digest', () => {
  const all = ['a', 'b', 'c', 'd'];
  expect(mailed([all, all, [], []], sending)).toEqual(['', '(+a +b +c +d)', '', '(-a -b -c -d)']);
});

test('quiet hours delay messages, and lose none', () => {
  const runs = Array.from({ length: 22 }, (_, hour) => (hour >= 9 && hour < 16 ? ['a'] : hour >= 12 ? ['b'] : []));
  const told = mailed(runs, quietNight, undefined, 60);
  // Noon is the first run, so the quiet hours are runs 10 to 18.
  expect(told.flatMap((text, index) => (text ? [`${index}: ${text}`] : []))).toEqual(['19: +a +b -a']);
});

test('a channel that fails keeps its messages, pauses for longer each time, and the other channel goes on', () => {
  let attempts: number[] = [];
  const works: Works = (channel, now) => {
    const minutes = (now.getTime() - start.getTime()) / 60_000;
    if (channel === 'mail') attempts = [...attempts, minutes];
    return channel !== 'mail' || minutes > 150;
  };
  const runs = Array.from({ length: 50 }, () => ['a']);
  const told = mailed(runs, sending, works);
  expect(attempts).toEqual([5, 10, 20, 40, 75, 135, 195]);
  expect(told.filter(Boolean)).toEqual(['+a']);
  const other = run(run(noState, ['a'], start, { works }).state, ['a'], minutesLater(5), { works });
  expect(other.sent.map(([channel]) => channel)).toEqual(['webhook.0']);
});

test('a channel that is broken for very long forgets the oldest messages, and tells how many', () => {
  const works = () => false;
  let state = noState;
  for (let index = 0; index < 20; index++) {
    const keys = Array.from({ length: 40 }, (_, one) => `${index >> 2}-${one}`);
    state = run(state, index % 4 < 2 ? keys : [], minutesLater(index), { works }).state;
  }
  const { waiting, omitted } = state.channels.mail!;
  expect([waiting.length, waiting.length + omitted]).toEqual([400, 400]);
  for (let index = 20; index < 32; index++) {
    const keys = Array.from({ length: 40 }, (_, one) => `${index >> 2}-${one}`);
    state = run(state, index % 4 < 2 ? keys : [], minutesLater(index), { works }).state;
  }
  const later = state.channels.mail!;
  expect([later.waiting.length, later.waiting.length + later.omitted]).toEqual([500, 640]);
  expect(toBatches(later, 3)).toEqual([{ events: later.waiting, omitted: 140 }]);
  expect(afterSent(later, toBatches(later, 3)[0]!)).toEqual(idleChannel);
});

test('a clock that was far ahead stops no channel for years', () => {
  const channel = afterFailure({ ...idleChannel, omitted: 1 }, 'it failed', new Date('2036-01-01T00:00:00Z'));
  expect(sendableFrom(channel, sending, start)).toEqual(start);
});

test('the alarms of a rule that is turned off are over without a message', () => {
  const told = run(run(noState, ['a'], start).state, ['a'], minutesLater(5)).state;
  const off = rulesSchema.parse({ stale: false });
  const { standing, channels } = nextState(
    told,
    { alarms: [], isUnknown: () => false },
    off,
    ['mail'],
    minutesLater(10),
  );
  expect([standing, channels.mail]).toEqual([[], idleChannel]);
});

describe('the next moment at which there is something to tell', () => {
  const minutesUntil = (runs: readonly (readonly string[])[], works: Works = () => true, how = sending) => {
    let state = noState;
    runs.forEach((keys, index) => {
      state = run(state, keys, minutesLater(index * 5), { works, how }).state;
    });
    const now = minutesLater((runs.length - 1) * 5);
    const moment = nextNotifyMoment(state, how, now);
    return moment && (moment.getTime() - now.getTime()) / 60_000;
  };

  test.each([
    ['nothing stands', [[]], undefined],
    ['an alarm is new', [['a']], 0],
    ['it was told', [['a'], ['a']], undefined],
    ['it may be over', [['a'], ['a'], []], 0],
    ['it is over', [['a'], ['a'], [], []], undefined],
  ] as const)('%s', (_, runs, minutes) => {
    expect(minutesUntil(runs)).toBe(minutes);
  });

  test('is the end of the pause after a failure', () => {
    expect(minutesUntil([['a'], ['a']], () => false)).toBe(4);
  });

  test('is the end of the quiet hours', () => {
    const noon: SendingRules = { ...sending, quiet: { from: '12:00', to: '13:00' } };
    expect(minutesUntil([['a'], ['a']], () => true, noon)).toBe(55);
  });

  test('is the time after which an alarm has lasted', () => {
    const known = { alarms: [{ ...alarm('a'), rule: 'failing' as const, since: start }], isUnknown: () => false };
    const first = nextState(noState, known, rules, [], start);
    const second = nextState(first, known, rules, [], minutesLater(5));
    expect(nextNotifyMoment(second, sending, minutesLater(5))).toEqual(minutesLater(12 * 60));
  });
});

test('whatever happens, each channel is told the beginning and the end of each alarm in turn, and nothing is lost', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  const round = fc.record({
    keys: fc.subarray(keys),
    mail: fc.boolean(),
    webhook: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 300 }),
  });
  fc.assert(
    fc.property(fc.array(round, { maxLength: 40 }), fc.constantFrom(sending, quietNight), (rounds, how) => {
      let [state, now] = [noState, start];
      const told = new Map<string, string>();
      const begun = new Map<string, number>();
      const tellAll = (ran: ReturnType<typeof run>) => {
        for (const [channel, events] of ran.sent)
          for (const { kind, key } of events) {
            const name = `${channel} ${key}`;
            told.set(name, `${told.get(name) ?? ''}${kind === 'begin' ? '+' : '-'}`);
          }
      };
      const step = (shown: readonly string[], works: Works) => {
        const before = state;
        const ran = run(state, shown, now, { works, how });
        state = ran.state;
        for (const { key, isTold } of state.standing)
          if (isTold && !before.standing.some((one) => one.key === key && one.isTold))
            begun.set(key, (begun.get(key) ?? 0) + 1);
        tellAll(ran);
      };
      for (const { keys: shown, mail, webhook, minutes } of rounds) {
        step(shown, (channel) => (channel === 'mail' ? mail : webhook));
        now = new Date(now.getTime() + minutes * 60_000);
      }
      // In the end everything is over, and every channel works, for a day.
      for (let index = 0; index < 30; index++) {
        now = new Date(now.getTime() + 60 * 60_000);
        step([], () => true);
      }
      const expected = [...begun].flatMap(([key, times]) =>
        ['mail', 'webhook.0'].map((channel) => [`${channel} ${key}`, '+-'.repeat(times)] as const),
      );
      expect(told).toEqual(new Map(expected));
      expect(state.standing).toEqual([]);
    }),
  );
});
