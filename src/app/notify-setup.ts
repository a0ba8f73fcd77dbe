import { hostname } from 'node:os';
import type { RunFolders } from '../io/list-content.ts';
import { type LoadedContent, loadContent } from '../io/load-content.ts';
import { loadNotified } from '../io/notified-file.ts';
import { hasKept, keptFolder } from '../io/shown-file.ts';
import type { NotifySetup } from './tell-operator.ts';

/**
 * Who is told, from portal.yaml alone: for a run without a portal. While portal.yaml has a fault that holds the site back, the
 * last one without counts.
 *
 * @returns undefined where nobody is told, or nothing can be read
 */
export function loadSetup(folders: RunFolders): NotifySetup | undefined {
  const now = tryToLoad(folders);
  if (now && (now.content.notify || now.siteFaults.length === 0)) return toSetup(now, folders.data);
  const kept = hasKept(folders.data) ? tryToLoad(folders, keptFolder(folders.data)) : undefined;
  return kept && toSetup(kept, folders.data);
}

/** The run itself says what cannot be read. */
function tryToLoad(folders: RunFolders, identity?: string): LoadedContent | undefined {
  try {
    return loadContent(folders, identity).value;
  } catch {
    return undefined;
  }
}

/** What portal.yaml does not say of the site is as the last run knew it. */
function toSetup({ content, contentFile, machineTimeZone }: LoadedContent, data: string): NotifySetup | undefined {
  const { notify, languages, timeZone = machineTimeZone, site } = content;
  if (!notify) return undefined;
  const known = loadNotified(data).site;
  const language = notify.language ?? languages[0]!;
  const { abbr, url } = { abbr: hostname(), url: `http://${hostname()}`, ...known, ...site };
  return { notify, sender: { language, timeZone, abbr, url }, file: contentFile };
}
