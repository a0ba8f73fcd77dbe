import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../core/snapshot.ts';
import { writeFileAtomic } from './write-file.ts';

/** The last good answer of a source, from whatever address; undefined when there is none, or it is damaged. */
export function loadSnapshot(dataFolder: string, source: string): Snapshot | undefined {
  try {
    const snapshot = JSON.parse(readFileSync(snapshotPath(dataFolder, source), 'utf8')) as Snapshot;
    return Number.isNaN(Date.parse(snapshot.fetchedAt)) ? undefined : snapshot;
  } catch {
    // A damaged snapshot is worth as much as none: the next fetch makes it anew.
    return undefined;
  }
}

export function saveSnapshot(dataFolder: string, source: string, snapshot: Snapshot): void {
  writeFileAtomic(snapshotPath(dataFolder, source), JSON.stringify(snapshot), true);
}

function snapshotPath(dataFolder: string, source: string): string {
  return join(dataFolder, 'snapshots', `${source}.json`);
}
