import { isFailure } from '../base/operator-error.ts';
import type { Problem } from '../base/problems.ts';
import type { OptionsOf } from '../cli/commands.ts';
import type { Compiled } from '../io/compile.ts';
import { deployAll } from '../io/deploy/deploy-all.ts';
import type { History } from '../io/history.ts';
import type { LoadedPortal } from '../io/load-portal.ts';
import { saveConfig } from '../io/save-config.ts';
import { saveSite } from '../io/save-site.ts';
import { notePublished } from '../io/shown-file.ts';

import type { Findings } from '../notify/alarms.ts';

import type { Log } from './command.ts';
import { logOutput, type Output } from './log-output.ts';
import { describeRun, noteRun, type RunEnd } from './note-run.ts';
import { failedSince, tellOf, tellOfFailure } from './tell-of-run.ts';
import type { RunStart } from './unchanged.ts';
import { withPortal } from './with-portal.ts';

/** A run: its options, what is known of it already, and where it tells of itself. */
export interface SiteRun {
  readonly options: OptionsOf<'build'>;
  readonly start: RunStart;
  /** The compiled code, asked for after fetching, as compiling is what may take long. */
  readonly compiled: () => Promise<Compiled>;
  /** How long to wait for another run to end. */
  readonly patienceMs?: number | undefined;
  readonly log: Log;
}

/**
 * Fetch, record history, draw, emit and deploy, with a lock on the data folder. Nothing is written before everything is drawn.
 *
 * @throws OperatorError, `locked` when another run keeps the data folder for longer
 */
export async function makeSite(run: SiteRun): Promise<readonly Problem[]> {
  const { options, start, compiled, patienceMs, log } = run;
  const save = async (portal: LoadedPortal, history: History | undefined) =>
    saveAll(portal, history, await compiled(), run);
  try {
    const { value, problems: found } = await withPortal(options, save, { patienceMs, given: start.given });
    const problems = [...value.problems, ...found];
    const told = await tellOf(options, { ...value, problems });
    noteRun(options.data, value.end, [...problems, ...told.problems], told.until);
    return [...problems, ...told.problems];
  } catch (error) {
    const told = await tellOfFailure(options, error);
    if (!isFailure(error, 'held')) throw error;
    log('nothing is written; the site and the configuration are unchanged');
    return [...error.problems, ...told.problems];
  }
}

interface Saved extends Findings {
  readonly portal: LoadedPortal;
  readonly end: RunEnd | undefined;
}

async function saveAll(
  portal: LoadedPortal,
  history: History | undefined,
  compiled: Compiled,
  { options, start, log }: SiteRun,
): Promise<Saved> {
  const { value: site, problems } = await saveSite(portal, history, compiled, options);
  const { value: config, problems: unserved } = await saveConfig(portal, compiled, options);
  const output: Output = { site, config, isServed: portal.serve !== undefined };
  logOutput(output, options, log);
  notePublished(options, portal, true);
  const undeployed = portal.deploy
    ? await deployAll(portal.deploy, options, { isDryRun: false, isRollback: false, isAutomatic: true, log })
    : [];
  const counts = { site: site.files, config: config.files, isServed: output.isServed };
  return {
    portal,
    failedSince: portal.notify ? failedSince(history, options.now) : new Map<string, Date>(),
    problems: [...problems, ...unserved, ...undeployed],
    end: describeRun(portal, history, options, counts, start.input),
  };
}
