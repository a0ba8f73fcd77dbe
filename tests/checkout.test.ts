import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compile } from '../src/io/compile.ts';
import { copyOfCheckout } from './copied-checkout.ts';
import { checkout } from './portal-test.ts';

/** Build the site in it, as root or as a user who owns nothing, with nothing but `env` in the environment. */
function build(folder: string, user?: number, env: NodeJS.ProcessEnv = {}) {
  const writable = mkdtempSync(join(tmpdir(), 'heliostat-user-'));
  onTestFinished(() => rmSync(writable, { recursive: true, force: true }));
  chmodSync(writable, 0o777);
  const options = ['data', 'out', 'config-out'].map((name) => `--${name}=${join(writable, name)}`);
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'scripts/heliostat.mjs'), 'build', `--content=${folder}/site`, ...options],
    { cwd: writable, env, encoding: 'utf8', ...(user !== undefined && { uid: user, gid: user }) },
  );
  return { status, stderr, index: () => readFileSync(join(writable, 'out/en/index.html'), 'utf8') };
}

test('a copy of a checkout runs its own code, not that of the one that it was copied from', () => {
  const folder = copyOfCheckout(true);
  const words = join(folder, 'src/words/en.ts');
  writeFileSync(words, readFileSync(words, 'utf8').replace("allWell: '", "allWell: 'copied "));
  expect(build(folder).index()).toContain('copied all well');
});

/** What a Heliostat of this checkout hands to the programs that it starts. */
function compiledHere(): NodeJS.ProcessEnv {
  const { folder } = compile(checkout, () => undefined);
  return { HELIOSTAT_COMPILED: folder };
}

const asOther = process.getuid?.() === 0 ? test : test.skip;

asOther('a user who may only read the checkout builds with what its owner has compiled', () => {
  const folder = copyOfCheckout(true);
  const { index } = build(folder, 65534);
  expect(index()).toContain('</html>');
});

asOther(
  'and is told in a sentence who has to compile, where nobody has, whatever another checkout has compiled',
  () => {
    const { HELIOSTAT_COMPILED } = compiledHere();
    const { status, stderr } = build(copyOfCheckout(false), 65534, { HELIOSTAT_COMPILED });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^heliostat: there is no compiled code for this version, and this user may not write into \S+; run `npm ci` or `npm run build` once as the user who owns it\n$/,
    );
  },
);
