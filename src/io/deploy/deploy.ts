import { join } from 'node:path';
import type { Problem } from '../../base/problems.ts';
import {
  type DeployFile,
  type DeployPlan,
  isUpToDate,
  pathsToLookAt,
  planDeploy,
  rollbackFiles,
} from '../../deploy/deploy-plan.ts';
import { cannotRollBack, foreignProblems, planToText, summary, targetProblem } from '../../deploy/deploy-report.ts';
import { emptyManifest, parseManifest, renderManifest, type TargetManifest } from '../../deploy/target-manifest.ts';
import type { DeploySource } from './built-site.ts';
import { KeptFiles } from './kept-files.ts';
import type { Target } from './target.ts';

/** How to deploy. */
export interface DeployOptions {
  readonly keepAssets: number;
  readonly isDryRun: boolean;
  readonly isRollback: boolean;
  /** The deploy is automatic, so it must not undo a rollback. */
  readonly isAutomatic: boolean;
  /** Random name of this run. */
  readonly run: string;
  /** Folder of this builder for this target alone. */
  readonly work: string;
  readonly log: (text: string) => void;
}

/**
 * Bring a target up to date with a site, or back to what it was before.
 *
 * @throws errors of the target; the old site is then complete, and the next deploy does the rest
 */
export async function deployTo(
  target: Target,
  site: DeploySource,
  options: DeployOptions,
): Promise<readonly Problem[]> {
  const text = await target.readManifest();
  const manifest = text === undefined ? emptyManifest : parseManifest(text);
  if (!manifest) return [targetProblem('deploy-manifest-damaged', target.name)];
  if (manifest.isHeld && options.isAutomatic) return [targetProblem('deploy-held', target.name)];
  const kept = new KeptFiles(join(options.work, 'files'));
  const source = options.isRollback ? keptSource(manifest, kept) : site;
  if (source.files.size === 0) return [cannotRollBack(target.name, [])];
  const plan = planDeploy(manifest, source.files, await target.look(pathsToLookAt(source.files.keys())), options);
  const foreign = foreignProblems(target.name, plan);
  if (foreign.length > 0) return foreign;
  if (options.isRollback) {
    const missing = plan.put.flat().filter((file) => !kept.has(source.files.get(file)!.hash));
    if (missing.length > 0) return [cannotRollBack(target.name, missing)];
  }
  if (options.isDryRun) options.log(planToText(target.name, plan, manifest));
  else if (!isUpToDate(plan, manifest)) return carryOut(target, source, plan, { text, manifest }, kept, options.log);
  else options.log(`${target.name}: nothing to deploy`);
  return [];
}

/**
 * Intent before effect: all files to write or remove are recorded as touched in the target's manifest until the end.
 * If a target cannot be locked, changes by another builder are noticed by its manifest.
 *
 * @param before the target's manifest that the plan was made by
 */
async function carryOut(
  target: Target,
  source: DeploySource,
  plan: DeployPlan,
  before: { readonly text: string | undefined; readonly manifest: TargetManifest },
  kept: KeptFiles,
  log: (text: string) => void,
): Promise<readonly Problem[]> {
  const [during, after] = [renderManifest(plan.during), renderManifest(plan.after)];
  const isAsLeft = async (text: string | undefined) => target.isLocked || (await target.readManifest()) === text;
  if (!plan.during.isHeld) keepAll(source, kept);
  target.prepare(plan.put.flat(), source.read);
  if (!(await isAsLeft(before.text))) return [targetProblem('deploy-underway', target.name)];
  await target.writeManifest(during);
  const failure = await writeFiles(target, plan, before.manifest).catch((error: unknown) => ({ error }));
  // Builders that meet also make each other fail, and then what both touched matters more.
  if (!(await isAsLeft(during))) return [await admitMeeting(target, plan.during)];
  if (failure) throw failure.error;
  await target.writeManifest(after);
  kept.keepOnly(new Set([...plan.after.current.values(), ...plan.after.previous.values()]));
  log(`${target.name}: ${summary(plan)}`);
  return [];
}

async function writeFiles(target: Target, { put, remove }: DeployPlan, { touched }: TargetManifest): Promise<void> {
  for (const files of put) await target.put(files);
  await target.remove(remove, [...touched]);
}

/** Another builder wrote here too: files that either touched are unknown, so the next deploy rewrites them. */
async function admitMeeting(target: Target, during: TargetManifest): Promise<Problem> {
  const manifest = parseManifest((await target.readManifest()) ?? '') ?? during;
  const touched = new Set([...manifest.touched, ...during.touched]);
  await target.writeManifest(renderManifest({ ...manifest, touched, run: during.run }));
  return targetProblem('deploy-underway', target.name);
}

function keepAll({ files, read }: DeploySource, kept: KeptFiles): void {
  for (const [file, { hash }] of files) if (!kept.has(hash)) kept.keep(hash, read(file));
}

/** What a rollback deploys: names and hashes from the target, bytes from what this builder has kept. */
function keptSource(manifest: TargetManifest, kept: KeptFiles): DeploySource {
  const hashes = rollbackFiles(manifest);
  const describe = (hash: string): DeployFile => ({ hash, bytes: kept.bytesOf(hash) });
  return {
    files: new Map([...hashes].map(([file, hash]) => [file, describe(hash)])),
    read: (file) => kept.read(hashes.get(file)!),
  };
}
