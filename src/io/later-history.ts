import type { HistoryReader } from '../site/context.ts';
import { History } from './history.ts';

/**
 * The history for a plan whose pages are drawn later, when `history` is closed: the file is opened again for each
 * page. It may then have a newer run than the key of the page; the next plan has a new key for it.
 */
export function laterHistory(history: History, dataFolder: string): HistoryReader {
  return {
    revisionOf: (cname) => history.revisionOf(cname),
    changes: (since) => history.changes(since),
    of: (cname) => reopened(dataFolder, (history) => history.of(cname)),
    daysSince: (day) => reopened(dataFolder, (history) => history.daysSince(day)),
  };
}

function reopened<T>(dataFolder: string, read: (history: History) => T): T {
  const history = History.open(dataFolder);
  try {
    return read(history);
  } finally {
    history.close();
  }
}
