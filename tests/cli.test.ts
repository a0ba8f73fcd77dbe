import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Command, type CommandName, commandNames, commands } from '../src/cli/commands.ts';
import { commandHelp, programHelp } from '../src/cli/help.ts';
import { copyOfCheckout } from './copied-checkout.ts';
import { checkout, PortalTest } from './portal-test.ts';

const heliostat = (args: readonly string[], folder = checkout) =>
  spawnSync(process.execPath, [join(folder, 'scripts/heliostat.mjs'), ...args], { encoding: 'utf8' });

test('--help lists the commands', () => {
  expect(heliostat(['--help'])).toMatchObject({ status: 0, stdout: programHelp(), stderr: '' });
});

test.each(commandNames)('%s --help lists its options', (name) => {
  expect(heliostat([name, '--help'])).toMatchObject({ status: 0, stdout: commandHelp(name), stderr: '' });
});

test.each([
  ['no command', [], 'the first argument must be a command; --help lists the commands'],
  ['an unknown command', ['biuld'], 'there is no command biuld; did you mean build?'],
  ['an unknown option', ['start', '--prot=1'], 'there is no option --prot; did you mean --port?'],
  ['an option of others', ['check', '--every=7'], 'check takes no --every; start does'],
] as const)('%s ends with 2', (_, args, says) => {
  expect(heliostat(args)).toMatchObject({ status: 2, stdout: '', stderr: `heliostat: ${says}\n` });
});

test('what is refused changes nothing', async () => {
  const portal = PortalTest.from('two-mirrors');
  expect((await portal.run('build', '--rollback')).code).toBe(2);
  expect(portal.has('data') || portal.has('out')).toBe(false);
});

test('help loads the tables and nothing else', () => {
  const { fingerprint } = JSON.parse(readFileSync(join(checkout, '.compiled/latest.json'), 'utf8')) as {
    fingerprint: string;
  };
  const loaded = importedBy(join(checkout, '.compiled', fingerprint, 'commands/answer.js'));
  const bytes = loaded.map((file) => statSync(file).size);
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(25_000);
});

/** A bundled module and all that it imports; none of it may be a package. */
function importedBy(file: string, seen: string[] = []): string[] {
  if (seen.includes(file)) return seen;
  const imports = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b.*?"([^"]+)";$/gm)].map(
    ([, path]) => path!,
  );
  expect(imports.filter((path) => !path.startsWith('.'))).toEqual([]);
  return imports.reduce((all, path) => importedBy(join(dirname(file), path), all), [...seen, file]);
}

test('a checkout that is not compiled answers too', () => {
  expect(heliostat(['check', '--help'], copyOfCheckout(false))).toMatchObject({
    status: 0,
    stdout: commandHelp('check'),
  });
});

test('package.json and scripts/ have the commands of the table', () => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { scripts: object };
  const scriptOf = (name: CommandName) => (commands[name] as Command).script ?? name;
  expect(scripts).toEqual(
    Object.fromEntries(commandNames.map((name) => [scriptOf(name), `node scripts/heliostat.mjs ${name}`])),
  );
  expect(readdirSync(join(checkout, 'scripts'))).toEqual(
    expect.arrayContaining(commandNames.map((name) => `${name}.ts`)),
  );
});

describe('through npm', () => {
  const folder = copyOfCheckout(true, afterAll);
  writeFileSync(join(folder, 'user.npmrc'), 'json=true\n');
  const env = { PATH: process.env.PATH, HOME: folder, npm_config_userconfig: join(folder, 'user.npmrc') };

  const inCopy = (program: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', env });
    return { status, stdout, said: stderr.split('\n').filter((line) => line.startsWith('heliostat: ')) };
  };

  test.each([
    ['a value', ['build', '--content', 'D'], 'npm took --content for itself; write: npm run build -- --content D'],
    ['a flag', ['check', '--strict'], 'npm took --strict for itself; write: npm run check -- --strict'],
    [
      'two values',
      ['start', '--port=1', '--host', 'x', '--', '--quiet'],
      'npm took --port, --host for itself; write: npm run start -- --port 1 --host x --quiet',
    ],
    ['a target', ['deploy', '--to', '/srv/www'], 'npm took --to for itself; write: npm run deploy -- --to /srv/www'],
    ['a dry run', ['deploy', '--dry-run'], 'npm took --dry-run for itself; write: npm run deploy -- --dry-run'],
    [
      'a slip',
      ['build', '--contnet', 'D'],
      'build takes no arguments, but npm passed on D; write options after --: npm run build -- [options]',
    ],
  ] as const)('%s before -- is told, and nothing is done', (_, args, says) => {
    expect(inCopy('npm', 'run', ...args)).toMatchObject({ status: 2, said: [`heliostat: ${says}`] });
  });

  test('what stands after -- arrives, whatever an .npmrc says', () => {
    const { status, stdout } = inCopy('npm', 'run', '--silent', 'check', '--', '--content=site', '--data=kept');
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^mirrors: 2,/) });
  });

  test('npx knows heliostat in a checkout', () => {
    expect(inCopy('npx', '--no', 'heliostat', 'check', '--help')).toMatchObject({
      status: 0,
      stdout: commandHelp('check'),
    });
  });
});
