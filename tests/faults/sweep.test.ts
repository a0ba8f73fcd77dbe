import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { PortalTest } from '../portal-test.ts';
import { testWith } from '../programs.ts';
import { isWhole, sampleOf, seed } from './chance.ts';
import { runIn } from './run-disturbed.ts';
import { canFail, type Fault, type FaultKind, type Operation, Shim } from './shim.ts';
import { change, endOf, prepare, putBack, runWell, type Situation, situationsOf } from './situations.ts';
import { copyFolder, differences, type State, siteOf, stateOf } from './state.ts';

/*
 * Every file operation of each command fails once, or the process dies at it. Whatever happened, the site is the old or the
 * new one, file by file; the next run makes of it what an undisturbed run would have made; and content that is put back
 * takes everything with it.
 */

const KINDS: readonly FaultKind[] = ['EIO', 'ENOSPC', 'EACCES', 'KILL'];
/** Points of each command that are tried, unless all are. */
const SAMPLE = 3;
/** What cannot be read there is left out of the pages and told: they are neither the old nor the new ones. */
const LEFT_OUT = /^\/(content\/|data\/history\.sqlite|data\/search)/;

/** What a command does to a portal where nothing fails. */
interface Undisturbed {
  readonly operations: readonly Operation[];
  readonly before: State;
  readonly done: State;
  readonly settled: State;
  readonly end: State;
}

const whenOver: (() => void)[] = [];
afterAll(() => {
  for (const end of whenOver) end();
});

const portal = PortalTest.from(undefined, (end) => whenOver.push(end as () => void));
const saved = mkdtempSync(join(tmpdir(), 'heliostat-saved-'));
whenOver.push(() => rmSync(saved, { recursive: true, force: true }));

const save = (name: string) => copyFolder(portal.root, join(saved, name));
const restore = (name: string) => copyFolder(join(saved, name), portal.root);

async function settle({ settle }: Situation): Promise<State> {
  for (const command of settle) await runWell(portal, command);
  return stateOf(portal);
}

async function end(): Promise<State> {
  putBack(portal);
  for (const command of endOf(portal)) await runWell(portal, command);
  return stateOf(portal);
}

describe(`of the sample of ${isWhole ? 'all' : seed}`, () => {
  let shim: Shim;

  beforeAll(async () => {
    shim = Shim.compile();
    whenOver.push(() => shim.remove());
    await prepare(portal);
    save('first');
  });

  /** Run the command with the shim, to its end. */
  function disturb({ disturbed }: Situation, fault?: Fault) {
    const folders = ['content', 'data', 'out', 'config-out', 'www'].map((name) => join(portal.root, name));
    return runIn(shim.environment(folders, fault), portal, disturbed);
  }

  /** Leave the portal as it is when the command starts, under the name of the situation. */
  async function runUndisturbed(situation: Situation): Promise<Undisturbed> {
    restore('first');
    change(portal);
    for (const command of situation.first) await runWell(portal, command);
    save(situation.name);
    const before = stateOf(portal);
    const { code, words } = await disturb(situation);
    expect([code, words]).toEqual([0, '']);
    const operations = shim
      .operations()
      .map(({ name, path }) => ({ name, path: path.slice(portal.root.length) }) as Operation);
    const done = stateOf(portal);
    return { operations, before, done, settled: await settle(situation), end: await end() };
  }

  function pointsOf(situation: Situation, operations: readonly Operation[]): readonly Fault[] {
    const all = operations.flatMap((operation, index) =>
      KINDS.filter((kind) => canFail(operation, kind)).flatMap((kind) =>
        (kind === 'KILL' ? [false] : [false, true]).map((stays) => ({ at: index + 1, kind, stays })),
      ),
    );
    return sampleOf(all, SAMPLE, situation.name);
  }

  /** What is wrong after a fault, in words; empty when all is well. */
  async function faultsOf(situation: Situation, undisturbed: Undisturbed, fault: Fault): Promise<string[]> {
    const { before, done, operations, settled, end: ended } = undisturbed;
    restore(situation.name);
    const { code, words } = await disturb(situation, fault);
    const found: string[] = [];
    const after = stateOf(portal);
    const isLeftOut = LEFT_OUT.test(operations[fault.at - 1]!.path);
    if (!isLeftOut) found.push(...neitherOldNorNew(siteOf(after), before, done).map((file) => `${file} is neither`));
    if (/\n\s+at .*:\d+:\d+/.test(words)) found.push(`a stack is shown: ${words}`);
    if (code === 0 && words === '' && differences(siteOf(after), siteOf(done)).length > 0)
      found.push('it says nothing, and is not done');
    found.push(...(await tellingWhen('the next run', () => settle(situation), settled)));
    found.push(...(await tellingWhen('putting content back', end, ended)));
    return found;
  }

  for (const situation of situationsOf(portal))
    testWith(
      ['gcc'],
      `a ${situation.name} that is disturbed leaves a site of whole files, and the next run makes it good`,
      async () => {
        const undisturbed = await runUndisturbed(situation);
        const wrong: Record<string, string[]> = {};
        for (const fault of pointsOf(situation, undisturbed.operations)) {
          const found = await faultsOf(situation, undisturbed, fault);
          const { name, path } = undisturbed.operations[fault.at - 1]!;
          if (found.length > 0) wrong[`${fault.kind}${fault.stays ? '+' : ''} ${fault.at} ${name} ${path}`] = found;
        }
        expect(undisturbed.operations.length).toBeGreaterThan(10);
        expect(wrong).toEqual({});
      },
      isWhole ? 4 * 3_600_000 : 600_000,
    );
});

/** Files of the site that are of neither state; temporary ones of a run that was killed are no part of it. */
function neitherOldNorNew(site: State, before: State, done: State): string[] {
  return [...site]
    .filter(([path]) => !/\.tmp(\/|$)|\/\.heliostat\//.test(path))
    .filter(([path, text]) => text !== before.get(path) && text !== done.get(path))
    .map(([path]) => path);
}

async function tellingWhen(what: string, run: () => Promise<State>, right: State): Promise<string[]> {
  try {
    return differences(await run(), right).map((path) => `after ${what}: ${path}`);
  } catch (error) {
    return [`after ${what}: ${(error as Error).message}`];
  }
}
