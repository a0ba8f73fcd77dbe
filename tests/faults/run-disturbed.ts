import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { PortalTest } from '../portal-test.ts';
import type { Command } from './situations.ts';

/** How a command ended: no code when it was killed; what it wrote on standard error. */
export interface Ended {
  readonly code: number | null;
  readonly words: string;
}

/** Run a command in an environment, such as that of a shim, to its end. */
export async function runIn(
  environment: NodeJS.ProcessEnv,
  portal: PortalTest,
  [command, ...options]: Command,
): Promise<Ended> {
  const child = spawn(process.execPath, portal.argsOf(command, ...options), {
    cwd: portal.root,
    env: { ...environment, TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, words: words.trim() };
}
