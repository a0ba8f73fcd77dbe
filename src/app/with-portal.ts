import type { Checked } from '../base/problems.ts';
import { dayIn } from '../base/time.ts';
import type { History } from '../io/history.ts';
import { recordOrNote, rememberedOf, withHistory } from '../io/history-faults.ts';
import { type LoadedPortal, loadPortal, type PortalFolders, type PortalManner } from '../io/load-portal.ts';
import { lockFolder } from '../io/lock.ts';
import { sweepTemporary } from '../io/sweep-temporary.ts';

/** How a portal is come by, where that is not as usual. */
export interface Manner extends Pick<PortalManner, 'isOffline' | 'onHold' | 'given'> {
  /** How long to wait for another run; the process does nothing else meanwhile. */
  readonly patienceMs?: number | undefined;
}

/**
 * Fetch, remember, and use the portal, alone in the data folder; once more without the history when it turns out
 * that it cannot be used.
 *
 * @param use makes something of the portal; anything it keeps beyond its end must not read this history
 * @throws OperatorError, `locked` when another run keeps the data folder for longer
 * @throws OperatorError, `held` when the site that is published must stay; nothing is remembered then
 */
export async function withPortal<T>(
  options: PortalFolders & { readonly now: Date },
  use: (portal: LoadedPortal, history: History | undefined) => Promise<T> | T,
  { isOffline, onHold = 'throw', given, patienceMs }: Manner = {},
): Promise<Checked<T>> {
  const release = lockFolder(options.data, patienceMs);
  try {
    sweepTemporary(options.data);
    return await withHistory(options.data, options.now, async (history) => {
      const remembered = history && rememberedOf(history, options.now);
      const { value: portal, problems } = await loadPortal(options, options.now, {
        remembered,
        isOffline,
        onHold,
        given,
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
