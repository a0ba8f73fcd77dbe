import type { Problem } from './problems.ts';

/** Kinds of failures that code has to distinguish. */
export type FailureKind =
  /** The command line cannot be understood. */
  | 'usage'
  /** Another run keeps the folder to itself. */
  | 'locked'
  /** The machine does not let us write: no room, no right. */
  | 'unwritable'
  /** Neither content nor a source says who the site is. */
  | 'no-site'
  /** A site was published before, and this one must not replace it. */
  | 'held'
  /** A folder to deploy to cannot be reached or used. */
  | 'target';

interface Details {
  readonly kind?: FailureKind;
  /** What was found before, which is often the reason; printed first. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
}

/**
 * A failure that the operator can do something about. It is printed as a sentence; any other failure is ours, and printed
 * with its stack.
 */
export class OperatorError extends Error {
  override name = 'OperatorError';
  readonly kind: FailureKind | undefined;
  readonly problems: readonly Problem[];

  /**
   * @param says what is wrong, without a full stop
   * @param fix what to do about it; stands behind a semicolon
   */
  constructor(says: string, fix?: string, { kind, problems = [], cause }: Details = {}) {
    super(fix === undefined ? says : `${says}; ${fix}`, { cause });
    this.kind = kind;
    this.problems = problems;
  }
}

/** Whether a failure is of one kind. */
export function isFailure(error: unknown, kind: FailureKind): error is OperatorError {
  return error instanceof OperatorError && error.kind === kind;
}
