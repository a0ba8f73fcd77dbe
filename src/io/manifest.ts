import { resolve } from 'node:path';
import type { Manifest } from '../deploy/publish-plan.ts';
import { readOwnJson } from './read-own-file.ts';

/** The list of our files inside a folder, so that it is known whose they are when the data folder is lost. */
export const OWNED_FILE = '.heliostat/owned.json';

/** What the last run noted that it wrote into a folder; undefined when there is none, or it is damaged. */
export function loadManifest(path: string, folder: string): Manifest | undefined {
  // Without one everything is made anew and compared with what is there.
  const manifest = readOwnJson(path) as Manifest | undefined | null;
  return manifest?.folder === resolve(folder) && manifest.files ? manifest : undefined;
}
