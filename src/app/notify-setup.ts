import { hostname } from 'node:os';
import type { RunFolders } from '../io/list-content.ts';
import { loadContent } from '../io/load-content.ts';
import { loadNotified } from '../io/notified-file.ts';
import { hasKept, keptFolder } from '../io/shown-file.ts';
import type { NotifySetup } from './tell-operator.ts';

/**
 * Who is told, from portal.yaml alone: for a run without a portal. While portal.yaml has a fault, the last one without counts.
 *
 * @returns undefined where nobody is told, or nothing can be read
 */
export function loadSetup(folders: RunFolders): NotifySetup | undefined {
  return loadFrom(folders) ?? (hasKept(folders.data) ? loadFrom(folders, keptFolder(folders.data)) : undefined);
}

function loadFrom(folders: RunFolders, identity?: string): NotifySetup | undefined {
  try {
    const { content, contentFile, machineTimeZone } = loadContent(folders, identity).value;
    const { notify, languages, timeZone = machineTimeZone, site } = content;
    if (!notify) return undefined;
    const known = loadNotified(folders.data).site;
    const abbr = site?.abbr ?? known?.abbr ?? hostname();
    const url = site?.url ?? known?.url ?? `http://${hostname()}`;
    return { notify, sender: { language: notify.language ?? languages[0]!, timeZone, abbr, url }, file: contentFile };
  } catch {
    return undefined; // The run itself says what cannot be read.
  }
}
