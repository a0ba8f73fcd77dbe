import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PortalTest } from '../portal-test.ts';

/** What a portal consists of: files by path, and each row of its history. */
export type State = ReadonlyMap<string, string>;

/** What may differ between two runs that did the same: locks, caches, and records of when something was written. */
const PASSING = [
  /^data\/(notify-)?lock(-journal)?$/,
  /^data\/told-problems\.json$/,
  /^data\/last-run\.json$/,
  /^data\/history\.sqlite/,
  /^data\/(deployed|search)\//,
  /^data\/published\.json$/,
  /^www\/\.heliostat\/manifest\.json$/,
];
const SITE = ['out', 'config-out', 'www'];

/** The state of a portal. Temporary files that a run left are part of it. */
export function stateOf(portal: PortalTest): State {
  const entries = [...SITE, 'data'].flatMap((folder) =>
    existsSync(join(portal.root, folder))
      ? [...portal.files(folder)].map(([file, { text }]) => [`${folder}/${file}`, text] as const)
      : [],
  );
  const lasting = entries.filter(([path]) => path.endsWith('.tmp') || !PASSING.some((passing) => passing.test(path)));
  return new Map([...lasting, ...historyRows(portal)]);
}

/** Only what visitors, servers and cron read. */
export function siteOf(state: State): State {
  return new Map([...state].filter(([path]) => SITE.some((folder) => path.startsWith(`${folder}/`))));
}

/** Paths and rows that one has and the other has not, or that differ. */
export function differences(a: State, b: State): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((path) => a.get(path) !== b.get(path)).sort();
}

/** Copy a whole portal with the times of its files. The paths in it stay true where it is copied back. */
export function copyFolder(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** How often a row was written counts runs, and is no part of what is remembered. */
function historyRows(portal: PortalTest): [string, string][] {
  const path = join(portal.root, 'data/history.sqlite');
  if (!existsSync(path)) return [];
  const database = new DatabaseSync(path);
  try {
    return ['mirror', 'attempt', 'day', 'change'].flatMap((table) =>
      database
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map(({ revision, ...row }): [string, string] => [`${table} ${JSON.stringify(row)}`, '']),
    );
  } finally {
    database.close();
  }
}
