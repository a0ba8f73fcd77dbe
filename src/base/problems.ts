/** Where a problem is: a file a person edits, or a source and the spot in what it answered. */
export interface Place {
  /** The file, as the operator named its folder: `content/portal.yaml`. */
  readonly file?: string;
  /** The id of the source that said it: `tunasync`. */
  readonly source?: string;
  /** Line and column in `file`, both from 1. */
  readonly line?: number;
  readonly column?: number;
  /** The spot inside a document: `mirrors[3].status`. */
  readonly path?: string;
}

export type Level = 'error' | 'warning';

/** Problems of what was written and answered: they stay as they are until that changes. */
const lastingLevels = {
  'alias-cycle': 'warning',
  'alias-unknown': 'warning',
  'bad-value': 'error',
  'broken-json': 'error',
  'broken-yaml': 'error',
  'case-twins': 'warning',
  'certificate-ends': 'warning',
  'duplicate-cname': 'warning',
  'duplicate-download': 'warning',
  'duplicate-endpoint': 'warning',
  'duplicate-help': 'warning',
  'duplicate-source': 'error',
  'empty-cname': 'warning',
  'empty-downloads': 'warning',
  'endpoint-scheme': 'warning',
  'help-address-dead': 'warning',
  'help-directive-unknown': 'error',
  'help-document-invalid': 'error',
  'help-heading-twice': 'warning',
  'help-input-unknown': 'error',
  'help-key-differs': 'warning',
  'help-key-ends': 'warning',
  'help-key-weak': 'warning',
  'help-layer-missing': 'error',
  'help-link-dead': 'warning',
  'help-path-missing': 'warning',
  'help-relative': 'warning',
  'help-tag-in-plain-fence': 'warning',
  'help-template-broken': 'error',
  'help-too-complex': 'error',
  'help-variable-predefined': 'warning',
  'help-variable-unknown': 'error',
  'help-without-mirror': 'warning',
  'incident-incomplete': 'error',
  'incident-name': 'error',
  'incident-times': 'error',
  'incident-unknown': 'warning',
  'incident-variants': 'error',
  'job-unusable': 'warning',
  'jobs-without-times': 'warning',
  'logo-ico': 'warning',
  'look-contrast': 'warning',
  'look-picture': 'error',
  'mail-space': 'warning',
  'mirror-unusable': 'error',
  'mirror-without-source': 'warning',
  'news-name': 'error',
  'news-untitled': 'warning',
  'no-mirrors': 'warning',
  'not-utf-8': 'error',
  'odd-big': 'warning',
  'odd-cname': 'warning',
  'odd-field': 'warning',
  'odd-size': 'warning',
  'odd-version': 'warning',
  'outer-space': 'warning',
  'reserved-address': 'warning',
  'retired-to-unknown': 'warning',
  'site-over-http': 'warning',
  'status-grammar': 'warning',
  'status-missing': 'warning',
  'status-time': 'warning',
  'sync-failed': 'warning',
  'text-too-long': 'warning',
  'tree-behind': 'warning',
  'tree-broken': 'warning',
  'tree-unreachable': 'warning',
  'tree-unreadable': 'warning',
  'unknown-key': 'error',
  'unknown-status': 'warning',
  'unread-file': 'warning',
  'unsafe-link': 'error',
  'unserved-mirror': 'error',
  'url-encoded': 'warning',
} as const satisfies Record<string, Level>;

/** Problems of a moment: they may pass, or be worded with another age, while neither content nor an answer changes. */
const passingLevels = {
  'deploy-failed': 'error',
  'deploy-held': 'warning',
  'deploy-in-the-way': 'error',
  'deploy-manifest-damaged': 'error',
  'deploy-mirror-collision': 'error',
  'deploy-no-rollback': 'error',
  'deploy-underway': 'error',
  'disk-unreadable': 'warning',
  'file-in-the-way': 'error',
  'help-check-old': 'warning',
  'help-support-ends': 'warning',
  'history-damaged': 'warning',
  'history-locked': 'warning',
  'history-newer': 'error',
  'history-repaired': 'warning',
  'history-unwritable': 'error',
  'next-run-overdue': 'warning',
  'notify-failed': 'warning',
  'reasons-missing': 'warning',
  'search-unavailable': 'warning',
  'served-unlisted': 'warning',
  'site-held': 'error',
  'source-missing': 'error',
  'source-shrunk': 'error',
  'source-stale': 'warning',
  'stale-config': 'error',
  'time-ahead': 'warning',
  'unreadable-file': 'error',
  'unreported-mirror': 'warning',
  'unwritable-file': 'error',
} as const satisfies Record<string, Level>;

/** Every kind of problem and how grave it is. A code is permanent; docs/problems/<code>.md explains it. */
export const problemLevels = { ...lastingLevels, ...passingLevels };

export type ProblemCode = keyof typeof problemLevels;

/** Something a person should fix: where it is, what is wrong, and what to do about it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly level: Level;
  readonly place: Place;
  /** What is wrong: lower-case start, no full stop. */
  readonly says: string;
  /** What to do: a sentence that begins with a verb. */
  readonly fix: string;
  /** What it is about, where there may be others of its code at its place: a mirror, a host. */
  readonly about?: string;
}

/** Whether a problem stays as it is until content or an answer changes. */
export function isLasting({ code }: Problem): boolean {
  return code in lastingLevels;
}

/** Problems because of which a run has not written the whole site: they cannot wait to see whether they last. */
const URGENT: ReadonlySet<ProblemCode> = new Set(['site-held', 'unwritable-file']);

/** Whether a problem is told at once, and not only when the next run finds it too. */
export function isUrgent({ code }: Problem): boolean {
  return URGENT.has(code);
}

/**
 * Whether cron mails a problem. A sync fails now and then, and the next one goes well; `notify` tells of those that go on failing.
 */
export function isMailed({ code }: Problem): boolean {
  return code !== 'sync-failed';
}

/** What a problem is known by from run to run: code, place and subject, without the text, which may contain a growing age. */
export function problemKey({ code, place, about }: Problem): string {
  return [code, place.file, place.source, place.path, place.line, ...(about === undefined ? [] : [about])].join('\t');
}

export function problem(code: ProblemCode, place: Place, says: string, fix: string): Problem {
  return { code, level: problemLevels[code], place, says, fix };
}

/** A value where one could be made, and what is wrong with its input either way. */
export interface Checked<T> {
  readonly value: T;
  readonly problems: readonly Problem[];
}

/** Takes what is wrong with an input while a value is made of it. */
export type Note = (found: Problem) => void;

/** Make a value, and collect what is noted meanwhile. */
export function checked<T>(make: (note: Note) => T): Checked<T> {
  const problems: Problem[] = [];
  const value = make((found) => problems.push(found));
  return { value, problems };
}

/** What is wrong with the inputs of several values, in their order. */
export function problemsOf(parts: readonly Checked<unknown>[]): Problem[] {
  return parts.flatMap(({ problems }) => problems);
}

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Quote a value from outside for a message: one line, no control characters, at most 60 characters.
 * A terminal that shows the cron mail must not obey what a source wrote.
 */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  const printable = text.replace(UNPRINTABLE, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
  return printable.length > 60 ? `${printable.slice(0, 57)}…` : printable;
}

/** An age for a message: `3 hours`, `1 day`. date-fns words ages too, but loads a language for it at each start. */
export function ageText(from: Date, to: Date): string {
  const minutes = Math.abs(to.getTime() - from.getTime()) / 60_000;
  if (minutes < 60) return counted(Math.round(minutes), 'minute');
  return minutes < 60 * 48 ? counted(Math.round(minutes / 60), 'hour') : counted(Math.round(minutes / 60 / 24), 'day');
}

/** A number of things for a message: `1 hour`, `2 hours`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
