import type { Portal } from '../src/core/portal.ts';
import type { Problem } from '../src/core/problems.ts';
import { dayIn } from '../src/core/views/time.ts';
import type { Compiled } from '../src/io/compile.ts';
import { History, isDamage, setHistoryAside } from '../src/io/history.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import { lockFolder } from '../src/io/lock.ts';
import { saveConfig } from '../src/io/save-config.ts';
import { saveSite } from '../src/io/save-site.ts';
import type { Tell } from './command.ts';
import type { Options } from './options.ts';

/**
 * Fetch, remember, draw and emit, alone in the data folder. A history that turns out to be damaged is set
 * aside, and everything is done once more: nothing has been written by then.
 *
 * @param compiled the compiled code, asked for after fetching, as compiling is what may take long
 */
export async function makeSite(
  options: Options,
  compiled: () => Promise<Compiled>,
  tell: Tell,
): Promise<readonly Problem[]> {
  const release = lockFolder(options.data);
  try {
    return await makeWithHistory(options, compiled, tell);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const damage = setHistoryAside(options.data, error, options.now);
    return [damage, ...(await makeWithHistory(options, compiled, tell))];
  } finally {
    release();
  }
}

async function makeWithHistory(
  options: Options,
  compiled: () => Promise<Compiled>,
  tell: Tell,
): Promise<readonly Problem[]> {
  const history = History.open(options.data);
  try {
    const { value: portal, problems } = await loadPortal(options, options.now, history.seenHours());
    history.record(portal.mirrors, options.now, portal.historyDays, dayIn(portal.timeZone));
    await saveAll(portal, history, await compiled(), options, tell);
    return problems;
  } finally {
    history.close();
  }
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
