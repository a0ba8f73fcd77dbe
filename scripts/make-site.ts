import type { Portal } from '../src/core/portal.ts';
import type { Problem } from '../src/core/problems.ts';
import type { Compiled } from '../src/io/compile.ts';
import type { History } from '../src/io/history.ts';
import { saveConfig } from '../src/io/save-config.ts';
import { saveSite } from '../src/io/save-site.ts';
import type { Tell } from './command.ts';
import type { Options } from './options.ts';
import { withPortal } from './with-portal.ts';

/**
 * Fetch, remember, draw and emit. Nothing is written before all is drawn.
 *
 * @param compiled the compiled code, asked for after fetching, as compiling is what may take long
 */
export async function makeSite(
  options: Options,
  compiled: () => Promise<Compiled>,
  tell: Tell,
): Promise<readonly Problem[]> {
  const save = async (portal: Portal, history: History) => saveAll(portal, history, await compiled(), options, tell);
  return (await withPortal(options, save)).problems;
}

async function saveAll(
  portal: Portal,
  history: History,
  compiled: Compiled,
  options: Options,
  tell: Tell,
): Promise<void> {
  const site = await saveSite(portal, history, compiled, options);
  const config = await saveConfig(options);
  tell(`site: ${site.files} files, ${site.written} written, ${site.removed} removed, in ${options.out}`);
  tell(`configuration: ${config.files} files, ${config.written} written, in ${options.configOut}`);
}
