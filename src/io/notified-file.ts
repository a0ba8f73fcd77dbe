import { join } from 'node:path';
import { type NotifyState, noState } from '../notify/notify-state.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

const path = (data: string) => join(data, 'notified.json');

/** What was told, and what waits to be sent; nothing when there is no file, or it is damaged. */
export function loadNotified(data: string): NotifyState {
  const state = readOwnJson(path(data)) as Partial<NotifyState> | null | undefined;
  return Array.isArray(state?.standing) && state.channels ? { ...noState, ...state } : noState;
}

/** @throws OperatorError, `unwritable` */
export function saveNotified(data: string, state: NotifyState): void {
  writeFileAtomic(path(data), JSON.stringify(state), true);
}
