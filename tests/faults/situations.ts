import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandName } from '../../src/cli/commands.ts';
import type { PortalTest } from '../portal-test.ts';
import { job } from '../upstream.ts';

/** A command with its options. */
export type Command = readonly [CommandName, ...string[]];

/** A command that is to be disturbed, and what leads to it and follows. */
export interface Situation {
  readonly name: string;
  /** Commands that must have ended before. */
  readonly first: readonly Command[];
  readonly disturbed: Command;
  /** Commands after which all is as if nothing had happened. */
  readonly settle: readonly Command[];
}

const before = '--now=2026-08-08T12:00:00Z';
const now = '--now=2026-08-08T13:00:00Z';
const later = '--now=2026-08-08T14:00:00Z';

/** The folder that `deploy` deploys to. */
const to = (portal: PortalTest) => ['--to', join(portal.root, 'www')] as const;

export function situationsOf(portal: PortalTest): readonly Situation[] {
  const deploy: Command = ['deploy', ...to(portal)];
  const rollback: Command = ['deploy', '--rollback', ...to(portal)];
  return [
    {
      name: 'fetch',
      first: [],
      disturbed: ['fetch', now],
      settle: [
        ['fetch', now],
        ['refresh', now],
      ],
    },
    { name: 'refresh', first: [], disturbed: ['refresh', now], settle: [['refresh', now]] },
    { name: 'build', first: [], disturbed: ['build', now], settle: [['build', now]] },
    { name: 'deploy', first: [['build', now]], disturbed: deploy, settle: [deploy] },
    { name: 'rollback', first: [['build', now], deploy], disturbed: rollback, settle: [deploy] },
  ];
}

/** What ends each situation, once content is what it was. */
export function endOf(portal: PortalTest): readonly Command[] {
  return [
    ['build', later],
    ['deploy', ...to(portal)],
  ];
}

/** Content of all kinds, and an empty folder to deploy to. */
export function writeContent(portal: PortalTest, source: string): void {
  mkdirSync(join(portal.root, 'www'));
  portal
    .write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: EXAMPLE, email: good@example.org }
languages: [en]
serve: { dataRoot: /srv/mirror, rsync: {} }
sources: [{ type: tunasync, ${source} }]
`,
    )
    .write('content/mirrors/alpine.yaml', 'name: Alpine\n')
    .write('content/help/lantern/en.yaml', '_: Lantern\n')
    .write('content/help/lantern/index.en.md', 'Take `{{http_protocol}}{{mirror}}`.\n')
    .write('content/news/2026-08-01-disks.en.md', '# New disks\n\nThere is room again.\n');
}

/** A portal of it, built and deployed. */
export async function prepare(portal: PortalTest): Promise<void> {
  writeContent(portal, 'file: jobs.json');
  portal.write('content/jobs.json', jobs('success', 11));
  for (const command of [
    ['build', before],
    ['deploy', ...to(portal)],
  ] as const)
    await runWell(portal, command);
}

/** Something new in everything that a run reads. */
export function change(portal: PortalTest): void {
  portal
    .edit('content/portal.yaml', 'good@', 'news@')
    .edit('content/portal.yaml', '/srv/mirror', '/srv/mirage')
    .write('content/mirrors/alpine.yaml', 'name: Alpine Linux\n')
    .write('content/news/2026-08-08-power.en.md', '# No power\n\nFrom 18 to 20 o’clock.\n')
    .edit('content/help/lantern/index.en.md', 'Take', 'Use')
    .write('content/jobs.json', jobs('failed', 12));
}

/** What people wrote is as it was before; the sources go on. */
export function putBack(portal: PortalTest): void {
  portal
    .edit('content/portal.yaml', 'news@', 'good@')
    .edit('content/portal.yaml', '/srv/mirage', '/srv/mirror')
    .write('content/mirrors/alpine.yaml', 'name: Alpine\n')
    .edit('content/help/lantern/index.en.md', 'Use', 'Take');
  rmSync(join(portal.root, 'content/news/2026-08-08-power.en.md'));
}

/** @throws when the command does not end well */
export async function runWell(portal: PortalTest, [command, ...options]: Command): Promise<void> {
  const { code, stderr } = await portal.run(command, ...options);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr}`);
}

function jobs(state: string, hour: number): string {
  const time = `2026-08-08T${hour}:00:00Z`;
  const good = job('alpine', 'success', { update: time, started: time, ended: time });
  const own = job('lantern', state, { update: '2026-08-08T11:00:00Z', started: time, ended: time });
  return JSON.stringify([good, own, job('mint', 'success', { update: time, started: time, ended: time })]);
}
