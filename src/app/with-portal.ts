import type { Checked } from '../base/problems.ts';
import { dayIn } from '../base/time.ts';
import type { History } from '../io/history.ts';
import { historyFactsOf, recordOrNote, withHistory } from '../io/history-faults.ts';
import { type LoadedPortal, type LoadOptions, loadPortal, type PortalFolders } from '../io/load-portal.ts';
import { lockFolder } from '../io/lock.ts';
import { sweepTemporary } from '../io/sweep-temporary.ts';

/** How a portal is come by, where that is not as usual. */
export interface RunOptions extends Pick<LoadOptions, 'isOffline' | 'onHold' | 'given' | 'survey'> {
  /** How long to wait for another run; the process does nothing else meanwhile. */
  readonly patienceMs?: number | undefined;
}

/**
 * Fetch, record history, and use the portal, with a lock on the data folder; again without the history if that is
 * unusable.
 *
 * @param use uses the portal; values that outlive it must not read this history
 * @throws OperatorError, `locked` when another run holds the lock for longer
 * @throws OperatorError, `held` when the published site must stay; nothing is recorded then
 */
export async function withPortal<T>(
  options: PortalFolders & { readonly now: Date },
  use: (portal: LoadedPortal, history: History | undefined) => Promise<T> | T,
  { isOffline, onHold = 'throw', given, survey, patienceMs }: RunOptions = {},
): Promise<Checked<T>> {
  const release = lockFolder(options.data, patienceMs);
  try {
    sweepTemporary(options.data);
    return await withHistory(options.data, options.now, async (history) => {
      const historyFacts = history && historyFactsOf(history, options.now);
      const { value: portal, problems } = await loadPortal(options, options.now, {
        historyFacts,
        isOffline,
        onHold,
        given,
        survey,
      });
      const unrecorded = history
        ? recordOrNote(history, portal.mirrors, options.now, portal.historyDays, dayIn(portal.timeZone))
        : [];
      return { value: await use(portal, history), problems: [...unrecorded, ...problems] };
    });
  } finally {
    release();
  }
}
