import { HOUR_MS } from '../base/time.ts';
import type { Rules } from '../model/notify-rules.ts';
import { nextRound, type Shown, type Standing } from '../model/standing.ts';
import type { Alarm, AlarmFact } from './alarms.ts';
import { type AlarmEvent, type ChannelState, idleChannel, type NotifyState } from './notify-state.ts';

/** The run after the first one tells an alarm: what is gone by then was nothing. */
export const ROUNDS_TO_TELL = 2;

/** More than this wait for a channel only when it is broken for weeks. */
const MOST_WAITING = 500;

/** What a run knows of its alarms. */
export interface KnownAlarms {
  readonly alarms: readonly Alarm[];
  /** Whether the run says nothing about the rule of an alarm that stood before. */
  readonly isUnknown: (rule: AlarmFact['rule']) => boolean;
}

/** How many hours an alarm must last before it is told. */
function dueAfterHours(rules: Rules, { rule }: AlarmFact): number {
  const settings = rules[rule];
  return settings ? settings.afterHours : 0;
}

/**
 * Decide what one run changes: which alarms begin and end, and what each channel has to send.
 *
 * @param channels names of the channels that there are now
 */
export function nextState(
  before: NotifyState,
  { alarms, isUnknown }: KnownAlarms,
  rules: Rules,
  channels: readonly string[],
  now: Date,
): NotifyState {
  const doubtful = new Set(alarms.filter(({ isDoubtful }) => isDoubtful).map(({ key }) => key));
  const shown = alarms.filter(({ isDoubtful }) => !isDoubtful).map((alarm) => toShown(alarm, rules, now));
  const isOpen = ({ key, fact }: Standing<AlarmFact>) => doubtful.has(key) || isUnknown(fact.rule);
  // The alarms of a rule that was turned off are over without a word.
  const known = before.standing.filter(({ fact }) => rules[fact.rule]);
  const { standing, begun, ended } = nextRound(known, shown, isOpen, now);
  const toEvent = (kind: AlarmEvent['kind']) => (one: Standing<AlarmFact>) => standingToEvent(kind, one, now);
  const events = [...begun.map(toEvent('begin')), ...ended.map(toEvent('end'))];
  const queued = channels.map((name) => [name, withEvents(before.channels[name] ?? idleChannel, events)] as const);
  return { standing, channels: Object.fromEntries(queued) };
}

function toShown(alarm: Alarm, rules: Rules, now: Date): Shown<AlarmFact> {
  const { key, since, rule, mirror, says, fix, url } = alarm;
  return {
    key,
    fact: { rule, mirror, says, fix, url },
    since,
    isDue: (from) => dueAt(from, rules, alarm) <= now,
    rounds: ROUNDS_TO_TELL,
  };
}

/** When an alarm has lasted long enough to be told. */
export function dueAt(since: Date, rules: Rules, fact: AlarmFact): Date {
  return new Date(since.getTime() + HOUR_MS * dueAfterHours(rules, fact));
}

function standingToEvent(kind: AlarmEvent['kind'], { key, fact, since }: Standing<AlarmFact>, now: Date): AlarmEvent {
  return { kind, key, ...fact, since, at: now.toISOString() };
}

/** A channel that has been broken for very long forgets the oldest messages, and says how many. */
function withEvents(channel: ChannelState, events: readonly AlarmEvent[]): ChannelState {
  const all = [...channel.waiting, ...events];
  const waiting = all.slice(-MOST_WAITING);
  return { ...channel, waiting, omitted: channel.omitted + all.length - waiting.length };
}
