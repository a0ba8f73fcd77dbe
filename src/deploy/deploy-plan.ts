import { isHashedAsset } from '../serving/file-headers.ts';
import { toPhases } from './publish-plan.ts';
import type { Hashes, TargetManifest } from './target-manifest.ts';

/** A file that the target should have. */
export interface DeployFile {
  readonly hash: string;
  /** Missing where only the hash is known. */
  readonly bytes?: number | undefined;
}

/** What is at a path of the target; links are not followed. */
export interface Found {
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
}

/** What a deploy does, in this order. */
export interface DeployPlan {
  /** Files to write, phase by phase: what a page refers to is there before the page. */
  readonly put: readonly (readonly string[])[];
  readonly remove: readonly string[];
  /** Files that are not Heliostat's, where a file of the site should go. */
  readonly inTheWay: readonly string[];
  /** Folders that are not Heliostat's, where a folder of the site should be. */
  readonly takenFolders: readonly string[];
  /** What the target's manifest says while this goes on, and when it is done. */
  readonly during: TargetManifest;
  readonly after: TargetManifest;
}

/** What a deploy is decided by, beside the target. */
export interface DeployTerms {
  /** For how many deploys a hashed asset stays that is no longer part of the site. */
  readonly keepAssets: number;
  /** An older deploy is restored, and stays until a manual deploy. */
  readonly isRollback: boolean;
  /** Random name of this run. */
  readonly run: string;
}

/**
 * Decide what a target needs.
 *
 * @param found what is in the target at each path of `pathsToLookAt`, by path
 */
export function planDeploy(
  manifest: TargetManifest,
  wanted: ReadonlyMap<string, DeployFile>,
  found: ReadonlyMap<string, Found>,
  terms: DeployTerms,
): DeployPlan {
  const owned = ownedFiles(manifest);
  const put = [...wanted].flatMap(([file, { hash, bytes }]) => {
    const isThere = found.has(file) && (bytes === undefined || found.get(file)!.bytes === bytes);
    return isThere && knownHash(manifest, file) === hash ? [] : [file];
  });
  const { kept, remove } = planRemovals(manifest, owned, wanted, terms.keepAssets);
  const note = { isHeld: terms.isRollback, run: terms.run };
  return {
    put: toPhases(put, manifest.current),
    remove,
    ...findForeign(owned, wanted, found),
    during: { ...manifest, ...note, touched: new Set([...manifest.touched, ...put, ...remove]) },
    after: { ...note, ...advance(manifest, wanted), kept, touched: new Set() },
  };
}

/** The files that a site needs, and the first folders on the way to them: where something may be in the way. */
export function pathsToLookAt(wanted: Iterable<string>): string[] {
  const files = [...wanted];
  return [...new Set(files.flatMap((file) => topFolder(file) ?? [])), ...files];
}

/** Whether there is nothing to do, and the target's manifest need not be written either. */
export function isUpToDate(plan: DeployPlan, { touched, isHeld }: TargetManifest): boolean {
  return plan.put.flat().length + plan.remove.length + touched.size === 0 && plan.after.isHeld === isHeld;
}

/** The files of the deploy that a rollback puts back: the last one, if what came after it has not ended. */
export function rollbackFiles({ touched, isHeld, current, previous }: TargetManifest): Hashes {
  return touched.size > 0 && !isHeld ? current : previous;
}

function ownedFiles({ current, kept, touched }: TargetManifest): Set<string> {
  return new Set([...current.keys(), ...kept.keys(), ...touched]);
}

function knownHash({ current, touched }: TargetManifest, file: string): string | undefined {
  return touched.has(file) ? undefined : current.get(file);
}

/** What is gone from the site goes; assets that an open page may still ask for stay for some deploys. */
function planRemovals(
  { deploys, kept }: TargetManifest,
  owned: ReadonlySet<string>,
  wanted: ReadonlyMap<string, unknown>,
  keepAssets: number,
): { readonly kept: ReadonlyMap<string, number>; readonly remove: readonly string[] } {
  const gone = [...owned].filter((file) => !wanted.has(file));
  const lastHad = (file: string) => kept.get(file) ?? deploys;
  const isKept = (file: string) => isHashedAsset(file) && deploys + 1 - lastHad(file) <= keepAssets;
  return {
    kept: new Map(gone.filter(isKept).map((file) => [file, lastHad(file)])),
    remove: gone.filter((file) => !isKept(file)),
  };
}

function advance(
  { deploys, current, previous }: TargetManifest,
  wanted: ReadonlyMap<string, DeployFile>,
): Pick<TargetManifest, 'deploys' | 'current' | 'previous'> {
  const next = new Map([...wanted].map(([file, { hash }]) => [file, hash]));
  const isSame = next.size === current.size && [...next].every(([file, hash]) => current.get(file) === hash);
  return { deploys: deploys + 1, current: next, previous: isSame ? previous : current };
}

function findForeign(
  owned: ReadonlySet<string>,
  wanted: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, Found>,
): Pick<DeployPlan, 'inTheWay' | 'takenFolders'> {
  const ownFolders = new Set([...owned].map(topFolder));
  const folders = new Set([...wanted.keys()].flatMap((file) => topFolder(file) ?? []));
  const taken = [...folders].filter((folder) => {
    const there = found.get(folder);
    return there && (there.kind !== 'folder' || !ownFolders.has(folder));
  });
  const inTheWay = [...wanted.keys()].filter((file) => {
    const there = found.get(file);
    return there && !(there.kind === 'file' && owned.has(file)) && !taken.includes(topFolder(file) ?? '');
  });
  return { inTheWay, takenFolders: taken };
}

function topFolder(file: string): string | undefined {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined;
}
