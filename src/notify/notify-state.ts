import type { Standing } from '../model/standing.ts';
import type { AlarmFact } from './alarms.ts';

/** An alarm that begins, or is over: what a message tells. */
export interface AlarmEvent extends AlarmFact {
  readonly kind: 'begin' | 'end';
  readonly key: string;
  /** When the alarm began, ISO 8601 in UTC. */
  readonly since: string;
  /** When it was seen, ISO 8601 in UTC. */
  readonly at: string;
}

/** What one channel has yet to send. */
export interface ChannelState {
  /** The oldest first. */
  readonly waiting: readonly AlarmEvent[];
  /** Number of older ones that there was no room for. */
  readonly omitted: number;
  /** Number of attempts that failed in a row, and why the last one did. */
  readonly failures: number;
  readonly fault?: string | undefined;
  /** No attempt is made before, ISO 8601 in UTC. */
  readonly retryAt?: string | undefined;
}

/** What is remembered from run to run: `data/notified.json`. */
export interface NotifyState {
  readonly standing: readonly Standing<AlarmFact>[];
  /** By the name of the channel. */
  readonly channels: Readonly<Record<string, ChannelState>>;
  /** The site as the last run knew it, for a run that fails before it does. */
  readonly site?: { readonly abbr: string; readonly url: string } | undefined;
}

export const noState: NotifyState = { standing: [], channels: {} };

/** A channel that has nothing to send. */
export const idleChannel: ChannelState = { waiting: [], omitted: 0, failures: 0 };

/** Number of messages that wait for a channel. */
export function waitingCount({ waiting, omitted }: ChannelState): number {
  return waiting.length + omitted;
}
