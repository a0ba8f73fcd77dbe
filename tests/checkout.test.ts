import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkout } from './portal-test.ts';

/** The code as somebody would copy it, with what is compiled; readable for everybody. */
function copyOfCheckout(isCompiled: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-checkout-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
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

/** Build the site in it, as root or as a user who owns nothing, without any environment. */
function build(folder: string, user?: number) {
  const writable = mkdtempSync(join(tmpdir(), 'heliostat-user-'));
  onTestFinished(() => rmSync(writable, { recursive: true, force: true }));
  chmodSync(writable, 0o777);
  const options = ['data', 'out', 'config-out'].map((name) => `--${name}=${join(writable, name)}`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'scripts/run.mjs'), 'build', `--content=${folder}/site`, ...options],
    { cwd: writable, env: {}, encoding: 'utf8', ...(user !== undefined && { uid: user, gid: user }) },
  );
  return { status, stderr, index: () => readFileSync(join(writable, 'out/en/index.html'), 'utf8') };
}

test('a copy of a checkout runs its own code, not that of the one that it was copied from', () => {
  const folder = copyOfCheckout(true);
  const words = join(folder, 'src/words/en.ts');
  writeFileSync(words, readFileSync(words, 'utf8').replace("allWell: '", "allWell: 'copied "));
  expect(build(folder).index()).toContain('copied all well');
});

const asOther = process.getuid?.() === 0 ? test : test.skip;

asOther('a user who may only read the checkout builds with what its owner has compiled', () => {
  const folder = copyOfCheckout(true);
  const { index } = build(folder, 65534);
  expect(index()).toContain('</html>');
});

asOther('and is told in a sentence who has to compile, where nobody has', () => {
  const { status, stderr } = build(copyOfCheckout(false), 65534);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^heliostat: there is no compiled code for this version, and this user may not write into \S+; run `npm ci` or `npm run build` once as the user who owns it\n$/,
  );
});
