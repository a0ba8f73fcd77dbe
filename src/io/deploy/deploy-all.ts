import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isFailure } from '../../base/operator-error.ts';
import type { Problem } from '../../base/problems.ts';
import { cnameToSlug } from '../../base/slug.ts';
import { targetProblem, unreachable } from '../../deploy/deploy-report.ts';
import type { DeployContent } from '../../model/deploy-schema.ts';
import { shownPath } from '../content-folder.ts';

import { loadBuiltSite } from './built-site.ts';
import { type DeployOptions, deployTo } from './deploy.ts';
import { FolderTarget } from './folder-target.ts';
import { RsyncTarget } from './rsync-target.ts';

export interface DeployFolders {
  readonly content: string;
  readonly data: string;
  readonly out: string;
}

/** Options that are the same for all targets of a run. */
type CommonOptions = Pick<DeployOptions, 'isDryRun' | 'isRollback' | 'isAutomatic' | 'log'>;

/** Deploy to all targets in parallel; a problem of one is reported, and the others continue. */
export async function deployAll(
  { to, keepAssets, rsync }: DeployContent,
  folders: DeployFolders,
  common: CommonOptions,
): Promise<readonly Problem[]> {
  const site = common.isRollback ? { files: new Map(), read: () => new Uint8Array() } : loadBuiltSite(folders);
  const run = randomUUID();
  const time = new Date();
  time.setMilliseconds(0);
  const deploy = async (name: string) => {
    const work = join(folders.data, 'deployed', cnameToSlug(name));
    mkdirSync(work, { recursive: true });
    const target = isRemote(name) ? new RsyncTarget(name, rsync, work, time) : new FolderTarget(name, common.isDryRun);
    try {
      return await deployTo(target, site, { ...common, keepAssets, run, work });
    } finally {
      target.close();
    }
  };
  const names = new Set(to.map((name) => (isRemote(name) ? name : resolve(folders.content, name))));
  const found = await Promise.all(
    [...names].map((name) => deploy(name).catch((error) => failureToProblem(name, error))),
  );
  return found.flat();
}

/** Like rsync: a colon before the first slash means remote. */
function isRemote(name: string): boolean {
  return /^[^/]*:/.test(name);
}

function failureToProblem(name: string, error: unknown): Problem[] {
  if (isFailure(error, 'unwritable')) return [...error.problems];
  if (isFailure(error, 'locked')) return [targetProblem('deploy-underway', shownTarget(name))];
  if (isFailure(error, 'target') || isSystemError(error)) return [unreachable(shownTarget(name), error.message)];
  throw error;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function shownTarget(name: string): string {
  return isRemote(name) ? name : shownPath(name);
}
