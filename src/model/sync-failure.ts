/**
 * Why a sync failed, as far as readers are concerned. Where none of these is known to be the reason, none is given.
 *
 * `network` the connection to upstream broke · `dns` the name of upstream was not found · `refused` upstream refused the sync ·
 * `auth` upstream did not accept the credentials · `timeout` it took too long · `disk` the disk is full · `files` files here
 * could not be read or written · `partial` some files could not be transferred, or vanished meanwhile · `limit` it would have
 * deleted more than it may · `setup` its configuration is wrong · `killed` it was ended from outside
 */
export const failureReasons = [
  'network',
  'dns',
  'refused',
  'auth',
  'timeout',
  'disk',
  'files',
  'partial',
  'limit',
  'setup',
  'killed',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** How a sync failed. */
export interface SyncFailure {
  /** For everybody. */
  readonly reason?: FailureReason | undefined;
  /**
   * For operators alone, on one line: an exit code, an error message. It may contain paths, names of hosts and secrets, so no page,
   * feed or API has it.
   */
  readonly text: string;
}
