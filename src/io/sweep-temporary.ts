import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** As `writeFileAtomic` and the index of the search name what is not finished. */
const TEMPORARY = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Folders of the data in which runs write. */
const FOLDERS = ['', 'snapshots', 'articles', 'search'];

/** Remove what killed runs have left half written; call it where no other run is at work. */
export function sweepTemporary(dataFolder: string): void {
  for (const folder of FOLDERS) {
    for (const name of namesIn(join(dataFolder, folder))) {
      if (TEMPORARY.test(name)) tryToRemove(join(dataFolder, folder, name));
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // Not there yet; whoever needs it will tell what else is the matter.
  }
}

function tryToRemove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // It only uses some disk space.
  }
}
