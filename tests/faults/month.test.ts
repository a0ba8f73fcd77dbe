import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { PortalTest } from '../portal-test.ts';
import { testWith } from '../programs.ts';
import { Upstream } from '../upstream.ts';
import { Chance, isWhole, seed } from './chance.ts';
import { Days, type Tick, Turns, writeMonthContent } from './month.ts';
import { runIn } from './run-disturbed.ts';
import { type FaultKind, Shim } from './shim.ts';
import type { Command } from './situations.ts';
import { copyFolder, differences, type State, stateOf } from './state.ts';

/*
 * Two months are given the same: a manager whose jobs run, fail and forget, answers that are none, edits, clocks that are
 * wrong, deploys. In one of them half of all commands meet a fault of the machine and are run again at the same moment. After
 * each tick both have the same site, the same history and the same deployed copy.
 */

/** Ticks of five minutes. */
const TICKS = isWhole ? 30 * 288 : 15;

const KINDS: readonly FaultKind[] = ['EIO', 'ENOSPC', 'EACCES', 'KILL', 'KILL'];

testWith(
  ['gcc'],
  `a month of faults ends as one without them (${seed})`,
  async () => {
    const shim = Shim.compile();
    const upstream = await Upstream.start();
    const saved = mkdtempSync(join(tmpdir(), 'heliostat-months-'));
    onTestFinished(async () => {
      shim.remove();
      rmSync(saved, { recursive: true, force: true });
      await upstream.stop();
    });
    const portal = PortalTest.from();
    writeMonthContent(portal, upstream.url);
    for (const month of ['undisturbed', 'disturbed']) copyFolder(portal.root, join(saved, month));
    rmSync(portal.root, { recursive: true });
    const turns = new Turns(portal.root, saved);
    const days = new Days(new Chance(seed), join(portal.root, 'www'));
    const chance = new Chance(`${seed} faults`);
    const folders = ['data', 'out', 'config-out', 'www'].map((name) => join(portal.root, name));

    /** Returns how many operations each command took. */
    async function live({ edit, commands }: Tick): Promise<{ state: State; operations: number[] }> {
      edit(portal);
      const operations: number[] = [];
      for (const command of commands) {
        await runIn(shim.environment(folders), portal, command);
        operations.push(shim.operations().length);
      }
      return { state: stateOf(portal), operations };
    }

    async function liveWithFaults({ edit, commands }: Tick, operations: readonly number[]): Promise<State> {
      edit(portal);
      for (const [index, command] of commands.entries()) {
        if (chance.onceIn(2)) await disturb(command, operations[index]!);
        // A rollback that was begun must not be done twice; the deploy after it makes it good.
        if (!command.includes('--rollback')) await runIn(process.env, portal, command);
      }
      return stateOf(portal);
    }

    async function disturb(command: Command, operations: number): Promise<void> {
      const kind = chance.oneOf(KINDS);
      const fault = { at: 1 + chance.below(operations), kind, stays: kind !== 'KILL' && chance.onceIn(2) };
      const { words } = await runIn(shim.environment(folders, fault), portal, command);
      expect(words).not.toMatch(/\n\s+at .*:\d+:\d+/);
    }

    for (let number = 0; number < TICKS; number++) {
      const tick = days.tick(number);
      upstream.answers(tick.answer);
      const { state, operations } = await turns.as('undisturbed', () => live(tick));
      const disturbed = await turns.as('disturbed', () => liveWithFaults(tick, operations));
      expect(differences(disturbed, state), `tick ${number}, ${tick.commands.join(' | ')}`).toEqual([]);
    }
  },
  isWhole ? 8 * 3_600_000 : 1_200_000,
);
