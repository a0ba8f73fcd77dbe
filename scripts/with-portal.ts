import type { Portal } from '../src/core/portal.ts';
import type { Checked } from '../src/core/problems.ts';
import { dayIn } from '../src/core/views/time.ts';
import { History, isDamage, setHistoryAside } from '../src/io/history.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import { lockFolder } from '../src/io/lock.ts';
import type { Options } from './options.ts';

/** How a portal is come by, where that is not as usual. */
export interface Manner {
  /** Ask no source over the network. */
  readonly isOffline?: boolean;
  /** How long to wait for another run; the process does nothing else meanwhile. */
  readonly patienceMs?: number;
}

/**
 * Fetch, remember, and use the portal, alone in the data folder. A history that turns out to be damaged is set
 * aside, and everything is done once more.
 *
 * @param use makes something of the portal; anything it keeps beyond its end must not read this history
 */
export async function withPortal<T>(
  options: Options,
  use: (portal: Portal, history: History) => Promise<T> | T,
  { isOffline = false, patienceMs }: Manner = {},
): Promise<Checked<T>> {
  const release = lockFolder(options.data, patienceMs);
  try {
    return await withHistory(options, use, isOffline);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const damage = setHistoryAside(options.data, error, options.now);
    const { value, problems } = await withHistory(options, use, isOffline);
    return { value, problems: [damage, ...problems] };
  } finally {
    release();
  }
}

async function withHistory<T>(
  options: Options,
  use: (portal: Portal, history: History) => Promise<T> | T,
  isOffline: boolean,
): Promise<Checked<T>> {
  const history = History.open(options.data);
  try {
    const { value: portal, problems } = await loadPortal(options, options.now, history.seenHours(), isOffline);
    history.record(portal.mirrors, options.now, portal.historyDays, dayIn(portal.timeZone));
    return { value: await use(portal, history), problems };
  } finally {
    history.close();
  }
}
