import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkout, type WhenOver } from './portal-test.ts';

/** The code as somebody would copy it, with what is compiled; readable for everybody. */
export function copyOfCheckout(isCompiled: boolean, whenOver: WhenOver = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-checkout-'));
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  chmodSync(folder, 0o755);
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: checkout, encoding: 'utf8' });
  for (const file of stdout.split('\0').filter((name) => name && !name.startsWith('tests/'))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(join(checkout, file), join(folder, file), { preserveTimestamps: true });
  }
  if (isCompiled)
    cpSync(join(checkout, '.compiled'), join(folder, '.compiled'), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(checkout, 'tests/sites/two-mirrors/content'), join(folder, 'site'), { recursive: true });
  return folder;
}
