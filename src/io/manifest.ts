import { resolve } from 'node:path';
import type { Manifest } from '../deploy/publish-plan.ts';
import { readOwnJson } from './read-own-file.ts';

/** The list of our files inside a folder, so that it is known whose they are when the data folder is lost. */
export const OWNED_FILE = '.heliostat/owned.json';

/** The manifest of the last run; undefined when it is missing or damaged. */
export function loadManifest(path: string, folder: string): Manifest | undefined {
  // Without a manifest, all files are made and compared with the existing ones.
  const manifest = readOwnJson(path) as Manifest | undefined | null;
  return manifest?.folder === resolve(folder) && manifest.files ? manifest : undefined;
}
