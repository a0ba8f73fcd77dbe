import type { Rules } from '../model/notify-rules.ts';
import type { NotifyContent } from '../model/notify-schema.ts';
import { dueAt, ROUNDS_TO_TELL } from './next-state.ts';
import { type AlarmEvent, type ChannelState, idleChannel, type NotifyState, waitingCount } from './notify-state.ts';
import { quietUntil } from './quiet-hours.ts';

/** What decides when something is sent. */
export interface SendingRules extends Pick<NotifyContent, 'quiet' | 'digest' | 'rules'> {
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;
const FIRST_PAUSE_MINUTES = 4;
const LONGEST_PAUSE_MINUTES = 60;

/** What is one message: an alarm, or more of them as a digest, after some that there was no room for. */
export interface Batch {
  readonly events: readonly AlarmEvent[];
  readonly omitted: number;
}

/** When a channel may send what waits for it; undefined when nothing does. */
export function sendableFrom(channel: ChannelState, rules: SendingRules, now: Date): Date | undefined {
  if (waitingCount(channel) === 0) return undefined;
  const from = pauseEnd(channel, now) ?? now;
  return quietUntil(rules.quiet, rules.timeZone, from) ?? from;
}

/** The end of the pause after a failure; a later one was set by a clock that was wrong. */
function pauseEnd({ retryAt }: ChannelState, now: Date): Date | undefined {
  const end = retryAt === undefined ? undefined : new Date(retryAt);
  return end && end > now && end.getTime() - now.getTime() <= LONGEST_PAUSE_MINUTES * MINUTE_MS ? end : undefined;
}

/** What waits for a channel as messages: one for each alarm, or a digest where there are too many. */
export function toBatches({ waiting, omitted }: ChannelState, digest: number): Batch[] {
  if (waiting.length > digest || omitted > 0) return [{ events: waiting, omitted }];
  return waiting.map((event) => ({ events: [event], omitted: 0 }));
}

/** The channel after a message was sent. */
export function afterSent(channel: ChannelState, { events, omitted }: Batch): ChannelState {
  return {
    ...idleChannel,
    waiting: channel.waiting.slice(events.length),
    omitted: channel.omitted - omitted,
  };
}

/** The channel after a message could not be sent; the pause doubles each time. */
export function afterFailure(channel: ChannelState, fault: string, now: Date): ChannelState {
  const failures = channel.failures + 1;
  const minutes = Math.min(LONGEST_PAUSE_MINUTES, FIRST_PAUSE_MINUTES * 2 ** Math.min(failures - 1, 10));
  return { ...channel, failures, fault, retryAt: new Date(now.getTime() + minutes * MINUTE_MS).toISOString() };
}

/**
 * The next moment at which a run has something to tell though nothing new was found; undefined when there is none.
 * It may be too early, and is never too late.
 */
export function nextNotifyMoment(state: NotifyState, rules: SendingRules, now: Date): Date | undefined {
  const moments = [
    ...state.standing.flatMap((standing) => standingMoment(standing, rules.rules, now) ?? []),
    ...Object.values(state.channels).flatMap((channel) => sendableFrom(channel, rules, now) ?? []),
  ];
  return moments.toSorted((a, b) => a.getTime() - b.getTime())[0];
}

function standingMoment(
  { isTold, rounds, since, fact }: NotifyState['standing'][number],
  rules: Rules,
  now: Date,
): Date | undefined {
  if (isTold) return rounds > 0 ? now : undefined;
  const due = dueAt(new Date(since), rules, fact);
  return rounds < ROUNDS_TO_TELL || due < now ? now : due;
}
