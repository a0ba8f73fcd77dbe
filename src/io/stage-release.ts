import { cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Compiled } from './compile.ts';

/** Put what is compiled into `release/<fingerprint>/`, where `npm pack` takes it from and scripts/heliostat.mjs finds it. */
export function stageRelease(checkout: string, { folder }: Compiled): void {
  const release = join(checkout, 'release');
  rmSync(release, { recursive: true, force: true });
  cpSync(folder, join(release, basename(folder)), { recursive: true });
}
