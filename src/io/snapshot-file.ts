import { join } from 'node:path';
import type { Snapshot } from '../model/snapshot.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

/** The last good answer of a source, from any address; undefined when it is missing or damaged. */
export function loadSnapshot(dataFolder: string, source: string): Snapshot | undefined {
  // A damaged snapshot counts as missing: the next fetch writes a new one.
  const snapshot = readOwnJson(snapshotPath(dataFolder, source)) as Snapshot | undefined | null;
  return Number.isNaN(Date.parse(snapshot?.fetchedAt ?? '')) ? undefined : snapshot!;
}

export function saveSnapshot(dataFolder: string, source: string, snapshot: Snapshot): void {
  writeFileAtomic(snapshotPath(dataFolder, source), JSON.stringify(snapshot), true);
}

function snapshotPath(dataFolder: string, source: string): string {
  return join(dataFolder, 'snapshots', `${source}.json`);
}
