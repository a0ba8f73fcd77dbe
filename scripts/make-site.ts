import type { Problem } from '../src/core/problems.ts';
import type { Compiled } from '../src/io/compile.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import { lockFolder } from '../src/io/lock.ts';
import { saveConfig } from '../src/io/save-config.ts';
import { saveSite } from '../src/io/save-site.ts';
import type { Tell } from './command.ts';
import type { Options } from './options.ts';

/**
 * Fetch, draw and emit, alone in the data folder.
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
    const { value: portal, problems } = await loadPortal(options, options.now);
    const site = await saveSite(portal, await compiled(), options.out, options.data, options.now);
    const config = await saveConfig(portal, options);
    tell(`site: ${site.files} files, ${site.written} written, ${site.removed} removed, in ${options.out}`);
    tell(`configuration: ${config.files} files, ${config.written} written, in ${options.configOut}`);
    return problems;
  } finally {
    release();
  }
}
