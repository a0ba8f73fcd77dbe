import type { FailureReason } from '../model/sync-failure.ts';

/** What an exit code means: for readers, and in the words of the program. */
export interface ExitMeaning {
  readonly reason?: FailureReason;
  readonly says: string;
}

/** rsync(1) of rsync 3.5, "EXIT VALUES"; for 126 and above see `anyExit`. */
const rsyncExit: Readonly<Record<number, ExitMeaning>> = {
  1: { reason: 'setup', says: 'syntax or usage error' },
  2: { reason: 'setup', says: 'protocol incompatibility' },
  3: { reason: 'files', says: 'errors selecting input/output files, directories' },
  4: { reason: 'setup', says: 'requested action not supported' },
  // An unknown module, a limit of connections, a password: upstream does not begin.
  5: { reason: 'refused', says: 'error starting client-server protocol' },
  10: { reason: 'network', says: 'error in socket I/O' },
  11: { reason: 'files', says: 'error in file I/O' },
  12: { reason: 'network', says: 'error in rsync protocol data stream' },
  13: { says: 'errors with program diagnostics' },
  14: { says: 'error in IPC code' },
  15: { says: 'sibling process crashed' },
  16: { reason: 'killed', says: 'sibling process was killed by a signal' },
  19: { reason: 'killed', says: 'received SIGUSR1' },
  20: { reason: 'killed', says: 'received SIGINT, SIGTERM, or SIGHUP' },
  21: { says: 'some error returned by waitpid()' },
  22: { says: 'error allocating core memory buffers' },
  23: { reason: 'partial', says: 'partial transfer due to error' },
  24: { reason: 'partial', says: 'partial transfer due to vanished source files' },
  25: { reason: 'limit', says: 'the --max-delete limit stopped deletions' },
  30: { reason: 'timeout', says: 'timeout in data send/receive' },
  35: { reason: 'timeout', says: 'timeout waiting for daemon connection' },
};

/** Codes that shells and containers give to any program: sh(1p), "Exit Status for Commands", and 128 and the number of a signal. */
const anyExit: Readonly<Record<number, ExitMeaning>> = {
  126: { reason: 'setup', says: 'the program cannot be executed' },
  127: { reason: 'setup', says: 'there is no such program' },
  130: { reason: 'killed', says: 'ended by SIGINT' },
  137: { reason: 'killed', says: 'ended by SIGKILL' },
  143: { reason: 'killed', says: 'ended by SIGTERM' },
};

/**
 * The meaning of an exit code; undefined where it has none that is known.
 *
 * @param isRsync whether rsync gave it: of other programs, the same number means something else
 */
export function exitMeaning(code: number, isRsync: boolean): ExitMeaning | undefined {
  return anyExit[code] ?? (isRsync ? rsyncExit[code] : undefined);
}

/** Whether something is synced by rsync, as its upstream is an rsync daemon. */
export function isRsyncUpstream(upstream: string | null | undefined): boolean {
  return /^(rsync:\/\/|[\w.-]+::)/i.test(upstream?.trim() ?? '');
}
