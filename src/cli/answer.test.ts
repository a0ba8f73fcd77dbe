import { expect, test } from 'vitest';
import { answerTo } from './answer.ts';

/** What is printed for a command line, and the exit code; nothing when a command starts. */
const answer = (line: string, env: Readonly<Record<string, string>> = {}) =>
  answerTo(line.split(' ').filter(Boolean), env);

const fault = (line: string, env: Readonly<Record<string, string>> = {}) => {
  const { exitCode, text } = answer(line, env)!;
  expect(exitCode).toBe(2);
  return text.trimEnd();
};

test.each([
  'build',
  'build --content D --out=O --now 2026-08-08T12:00:00Z --json --quiet',
  'start --port 0 --every 5',
  'deploy --to a --to host:/b --dry-run',
  'fetch --accept debian',
  'test tests/cli.test.ts -t help',
  'bench help search',
])('%s starts', (line) => {
  expect(answer(line)).toBeUndefined();
});

test.each(['--help', '-h'])('%s lists the commands', (line) => {
  expect(answer(line)).toMatchObject({ exitCode: 0, text: expect.stringContaining('\n  refresh ') });
});

test('--help anywhere lists the options of the command', () => {
  expect(answer('start --every 5 --help')).toMatchInlineSnapshot(`
    {
      "exitCode": 0,
      "text": "start: serve the site from memory, and fetch from the sources at an interval

    usage: heliostat start [options]
           npm run start -- [options]    in a checkout

      --port NUMBER     port to listen on (default: 4321)
      --host ADDRESS    address to listen on; the default accepts connections from this machine only (default: 127.0.0.1)
      --every SECONDS   pause between two fetches (default: 60)
      --content DIR     folder with the content (default: content, or $PORTAL_CONTENT)
      --data DIR        folder for machine-written data: snapshots, history, lock (default: data)
      --out DIR         folder for the site (default: dist)
      --config-out DIR  folder for the configuration of servers, cron and editors (default: dist-config)
      --json            print problems as JSON on standard output
      --quiet           print problems only
      --help            print this help

    Exit codes: 0 success; 1 failure; 2 invalid command line.
    ",
    }
  `);
});

/** Each command line with what is said of it. */
const faults = (...lines: string[]) => `\n${lines.map((line) => `$ heliostat ${line}\n${fault(line)}`).join('\n')}\n`;

test('what is no command', () => {
  expect(faults('', '--content D build', 'biuld', 'install')).toMatchInlineSnapshot(`
    "
    $ heliostat 
    heliostat: the first argument must be a command; --help lists the commands
    $ heliostat --content D build
    heliostat: the first argument must be a command; --help lists the commands
    $ heliostat biuld
    heliostat: there is no command biuld; did you mean build?
    $ heliostat install
    heliostat: there is no command install; --help lists the commands
    "
  `);
});

test('an option that the command does not take', () => {
  expect(
    faults('fetch --config-out D', 'check --port 99', 'build --contnet D', 'build --frobnicate', 'build --constructor'),
  ).toMatchInlineSnapshot(`
    "
    $ heliostat fetch --config-out D
    heliostat: fetch takes no --config-out; build, refresh, check, survey and start do
    $ heliostat check --port 99
    heliostat: check takes no --port; start, preview and dev do
    $ heliostat build --contnet D
    heliostat: there is no option --contnet; did you mean --content?
    $ heliostat build --frobnicate
    heliostat: there is no option --frobnicate; --help lists the options
    $ heliostat build --constructor
    heliostat: there is no option --constructor; --help lists the options
    "
  `);
});

test('a value too many or too few', () => {
  expect(
    faults('build --content', 'build --content --json', 'build --json=yes', 'build D', 'build -q'),
  ).toMatchInlineSnapshot(`
    "
    $ heliostat build --content
    heliostat: --content needs a value: --content DIR, or --content=DIR if it begins with a dash
    $ heliostat build --content --json
    heliostat: --content needs a value: --content DIR, or --content=DIR if it begins with a dash
    $ heliostat build --json=yes
    heliostat: --json takes no value, but was given yes
    $ heliostat build D
    heliostat: build takes no arguments, but was given D
    $ heliostat build -q
    heliostat: build takes no arguments, but was given -q
    "
  `);
});

test('a value that is none', () => {
  expect(
    faults('build --now yesterday', 'start --port 65536', 'start --port=', 'start --every 0'),
  ).toMatchInlineSnapshot(`
    "
    $ heliostat build --now yesterday
    heliostat: --now yesterday: expected a time such as 2026-08-08T13:52:33Z
    $ heliostat start --port 65536
    heliostat: --port 65536: expected a number up to 65535
    $ heliostat start --port=
    heliostat: --port : expected a number up to 65535
    $ heliostat start --every 0
    heliostat: --every 0: expected a number of seconds from 1 to 86400
    "
  `);
  expect(answerTo(['build', '--data=a\nb'], {})).toMatchInlineSnapshot(`
    {
      "exitCode": 2,
      "text": "heliostat: --data: the path has a line break or another control character; give the folder another name
    ",
    }
  `);
  expect(answerTo(['build'], { PORTAL_CONTENT: 'a\nb' })).toMatchInlineSnapshot(`
    {
      "exitCode": 2,
      "text": "heliostat: --content: the path has a line break or another control character; give the folder another name
    ",
    }
  `);
});

const npm = { npm_lifecycle_event: 'build' };

test.each([
  ['npm run build -- --content D', 'build --content D', {}],
  ['json=true in an .npmrc', 'build', { npm_config_json: 'true' }],
  ['a setting that is off', 'deploy', { npm_config_dry_run: '' }],
  ['a setting named like an option of another command', 'prepare', { npm_config_dry_run: 'true' }],
] as const)('%s is no fault', (_, line, env) => {
  expect(answer(line, { ...npm, ...env })).toBeUndefined();
});

test('what npm left in the environment means nothing to a program that npm did not start', () => {
  expect(answer('build', { npm_config_content: 'D' })).toBeUndefined();
});

test('options that npm took for itself', () => {
  const taken = (line: string, env: Readonly<Record<string, string>>) => fault(line, { ...npm, ...env });
  expect([
    taken('build D', { npm_config_content: 'true' }),
    taken('build', { npm_config_content: "it's" }),
    taken('build D --quiet', { npm_config_content: 'true', npm_config_only_new: 'true' }),
    taken('start 99 0.0.0.0', { npm_config_port: 'true', npm_config_host: 'true' }),
    taken('build D', {}),
    taken('deploy', { npm_config_token_description: '/srv/www', npm_config_dry_run: 'true' }),
  ]).toMatchInlineSnapshot(`
    [
      "heliostat: npm took --content for itself; write: npm run build -- --content D",
      "heliostat: npm took --content for itself; write: npm run build -- --content 'it'\\''s'",
      "heliostat: npm took --content, --only-new for itself; write: npm run build -- --content D --only-new --quiet",
      "heliostat: npm took --port, --host for itself; write: npm run start -- --port NUMBER --host ADDRESS",
      "heliostat: build takes no arguments, but npm passed on D; write options after --: npm run build -- [options]",
      "heliostat: npm took --to, --dry-run for itself; write: npm run deploy -- --to /srv/www --dry-run",
    ]
  `);
});
