import { shortText } from '../base/plain-text.ts';
import type { FailureReason, SyncFailure } from '../model/sync-failure.ts';
import { exitMeaning } from './exit-codes.ts';

/** Characters of an error that are read, from its end: rsync and most programs say last why they end. */
export const MOST_READ = 2000;
const MOST_SHOWN = 200;

/** What programs write, and the reason that it gives; the first one counts, as "connection refused" may end in a timeout. */
const reasonOfText: readonly (readonly [RegExp, FailureReason])[] = [
  [/no space left on device|disk quota exceeded/i, 'disk'],
  [/@ERROR: auth failed|permission denied \(publickey|authentication failed|password mismatch/i, 'auth'],
  [/@ERROR: |connection refused/i, 'refused'],
  [/could ?n[o']t resolve|name or service not known|temporary failure in name resolution|no such host/i, 'dns'],
  [/timeout after \d|timed out|timeout in data|timeout waiting/i, 'timeout'],
  [/killed by manager|signal: (killed|terminated|interrupt|hangup)/i, 'killed'],
  [/connection (reset|unexpectedly closed)|broken pipe|(network is|host) unreachable|no route to host/i, 'network'],
  [/invalid stage 1 profile|fork\/exec |executable file not found/i, 'setup'],
];

/**
 * How a sync failed by the error that its program left, as in tunasync's `error_msg`: `exit status 23`, `debian timeout after 3s`,
 * the last lines of a log. Undefined where it says nothing.
 *
 * @param isRsync whether the program was rsync
 */
export function errorToFailure(error: string, isRsync: boolean): SyncFailure | undefined {
  const end = error.slice(-MOST_READ);
  const line = end.split(/[\r\n]+/).findLast((one) => operatorText(one) !== '');
  if (line === undefined) return undefined;
  const [, ofRsync] = /rsync error: .*\(code (\d{1,3})\)/.exec(end) ?? [];
  const [, status] = /exit status (\d{1,3})(?!\d)/.exec(end) ?? [];
  const code = ofRsync ?? status;
  const meaning = code === undefined ? undefined : exitMeaning(Number(code), ofRsync !== undefined || isRsync);
  const byText = reasonOfText.find(([pattern]) => pattern.test(end))?.[1];
  const says = meaning && ofRsync === undefined ? ` (${meaning.says})` : '';
  return { reason: byText ?? meaning?.reason, text: `${operatorText(line)}${says}` };
}

/** How a sync failed by the exit code of its program. */
export function exitToFailure(code: number, isRsync: boolean): SyncFailure {
  const meaning = exitMeaning(code, isRsync);
  return { reason: meaning?.reason, text: `exit code ${code}${meaning ? ` (${meaning.says})` : ''}` };
}

/** Characters that nobody sees, such as those that join or order others. */
const FORMAT = /\p{Cf}/gu;
const LOGIN = /:\/\/[^\s/@]+@/g;

/** A text from outside on one line, short, without invisible characters and the logins of addresses. */
function operatorText(text: string): string {
  return shortText(text.replace(FORMAT, '').replace(LOGIN, '://'), MOST_SHOWN);
}
