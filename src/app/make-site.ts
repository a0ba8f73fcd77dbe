import { isFailure } from '../base/operator-error.ts';
import type { Problem } from '../base/problems.ts';
import type { OptionsOf } from '../cli/commands.ts';
import type { Compiled } from '../io/compile.ts';
import { deployAll } from '../io/deploy/deploy-all.ts';
import type { History } from '../io/history.ts';
import { saveConfig } from '../io/save-config.ts';
import { saveSite } from '../io/save-site.ts';
import { notePublished } from '../io/shown-file.ts';
import type { Portal } from '../model/portal.ts';

import type { Tell } from './command.ts';
import { withPortal } from './with-portal.ts';

/**
 * Fetch, remember, draw, emit and deploy, alone in the data folder. Nothing is written before all is drawn.
 *
 * @param compiled the compiled code, asked for after fetching, as compiling is what may take long
 * @param patienceMs how long to wait for another run to end
 * @throws OperatorError, `locked` when another run keeps the data folder for longer
 */
export async function makeSite(
  options: OptionsOf<'build'>,
  compiled: () => Promise<Compiled>,
  tell: Tell,
  patienceMs?: number,
): Promise<readonly Problem[]> {
  const save = async (portal: Portal, history: History | undefined) =>
    saveAll(portal, history, await compiled(), options, tell);
  try {
    const { value: siteProblems, problems } = await withPortal(options, save, { patienceMs });
    return [...siteProblems, ...problems];
  } catch (error) {
    if (!isFailure(error, 'held')) throw error;
    tell('nothing is written; the site and the configuration are unchanged');
    return error.problems;
  }
}

async function saveAll(
  portal: Portal,
  history: History | undefined,
  compiled: Compiled,
  options: OptionsOf<'build'>,
  tell: Tell,
): Promise<readonly Problem[]> {
  const { value: site, problems } = await saveSite(portal, history, compiled, options);
  const { value: config, problems: unserved } = await saveConfig(portal, options);
  tell(`site: ${site.files} files, ${site.written} written, ${site.removed} removed, in ${options.out}`);
  tell(`configuration: ${config.files} files, ${config.written} written, in ${options.configOut}`);
  if (!portal.serve)
    tell('configuration of web servers and rsync: none; set `serve: { dataRoot: … }` in portal.yaml to write it');
  notePublished(options, portal, true);
  const undeployed = portal.deploy
    ? await deployAll(portal.deploy, options, { isDryRun: false, isRollback: false, isAutomatic: true, tell })
    : [];
  return [...problems, ...unserved, ...undeployed];
}
