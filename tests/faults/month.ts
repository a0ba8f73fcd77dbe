import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { PortalTest } from '../portal-test.ts';
import { type Answer, job } from '../upstream.ts';
import type { Chance } from './chance.ts';
import { type Command, writeContent } from './situations.ts';

/** What both months are given at one tick, and do. */
export interface Tick {
  readonly now: Date;
  readonly answer: number | object | Answer;
  /** Edits of content that both get. */
  readonly edit: (portal: PortalTest) => void;
  /** The commands of this tick; in the disturbed month each may be disturbed, and is then run once more. */
  readonly commands: readonly Command[];
}

const START_MS = Date.parse('2026-08-01T00:00:00Z');
const TICK_MS = 300_000;
const NAMES = ['alpine', 'centos', 'debian', 'lantern', 'mint'];

/** A manager and its people, who do the same each time for the same seed. */
export class Days {
  readonly #chance: Chance;
  readonly #to: readonly ['--to', string];
  readonly #jobs = new Map<string, { state: string; update: number; started: number; ended: number; runMs: number }>();
  readonly #isOn = new Map<string, boolean>();

  constructor(chance: Chance, target: string) {
    this.#chance = chance;
    this.#to = ['--to', target];
    NAMES.forEach((name, index) => {
      const time = START_MS - 3_600_000;
      this.#jobs.set(name, {
        state: 'success',
        update: time,
        started: time,
        ended: time,
        runMs: (index + 2) * 3_600_000,
      });
    });
  }

  tick(number: number): Tick {
    const trueNow = START_MS + number * TICK_MS;
    this.#moveJobs(trueNow);
    const now = new Date(trueNow + this.#clockFaultMs());
    return { now, answer: this.#answer(), edit: this.#edit(), commands: this.#commands(`--now=${now.toISOString()}`) };
  }

  #moveJobs(now: number): void {
    for (const one of this.#jobs.values()) {
      if (one.state === 'syncing' && this.#chance.onceIn(4)) {
        one.state = this.#chance.onceIn(4) ? 'failed' : 'success';
        one.ended = now;
        if (one.state === 'success') one.update = now;
      } else if (one.state !== 'syncing' && now - one.started > one.runMs) {
        one.state = 'syncing';
        one.started = now;
      }
    }
  }

  /** Now and then a clock is wrong for one tick, by minutes or by days. */
  #clockFaultMs(): number {
    if (!this.#chance.onceIn(30)) return 0;
    return this.#chance.oneOf([-86_400_000, -600_000, 600_000, 7_200_000, 40 * 86_400_000]);
  }

  #answer(): Tick['answer'] {
    const rows = [...this.#jobs].map(([name, { state, update, started, ended }]) =>
      job(name, state, { update: iso(update), started: iso(started), ended: iso(ended) }),
    );
    if (!this.#chance.onceIn(8)) return rows;
    const text = JSON.stringify(rows);
    return this.#chance.oneOf<Tick['answer']>([
      503,
      [],
      { error: 'no such table: mirrors' },
      rows.slice(1),
      rows.toReversed(),
      (_, response) => response.end(text.slice(0, 200)),
      (_, response) => response.end('<html>Bad gateway</html>'),
      (_, response) => response.destroy(),
    ]);
  }

  /** Something that people switch on and off. None of it hides a mirror, which would wait for their consent. */
  #edit(): Tick['edit'] {
    if (!this.#chance.onceIn(12)) return () => undefined;
    const [file, off, on] = this.#chance.oneOf(EDITS);
    const isOn = !this.#isOn.get(file + on);
    this.#isOn.set(file + on, isOn);
    return (portal) => portal.edit(file, isOn ? off : on, isOn ? on : off);
  }

  #commands(now: string): readonly Command[] {
    const look: Command = [this.#chance.onceIn(6) ? 'build' : 'refresh', now];
    const deploy: Command = ['deploy', ...this.#to];
    if (this.#chance.onceIn(40)) return [look, ['deploy', '--rollback', ...this.#to], deploy];
    return this.#chance.onceIn(5) ? [look, deploy] : [look];
  }
}

const EDITS: readonly (readonly [file: string, off: string, on: string])[] = [
  ['content/portal.yaml', 'good@example.org', 'news@example.org'],
  ['content/portal.yaml', '/srv/mirror', '/srv/mirage'],
  ['content/mirrors/alpine.yaml', 'name: Alpine', 'name: Alpine Linux'],
  ['content/news/2026-08-01-disks.en.md', 'There is room again.', 'There is room again, and more to come.'],
  ['content/help/lantern/index.en.md', 'Take', 'Use'],
];

/** How often mirrors sync is said, as it would be judged by what the run before has noted, and one month has more runs. */
export function writeMonthContent(portal: PortalTest, managerUrl: string): void {
  writeContent(portal, `url: "${managerUrl}"`);
  for (const name of NAMES) portal.write(`content/mirrors/${name}.yaml`, 'everyHours: 6\n');
  portal.write('content/mirrors/alpine.yaml', 'name: Alpine\neveryHours: 6\n');
}

/** Two months take turns in one folder, as the paths of a portal are part of what it writes. */
export class Turns {
  readonly #root: string;
  readonly #saved: string;

  constructor(root: string, saved: string) {
    this.#root = root;
    this.#saved = saved;
  }

  async as<T>(month: 'disturbed' | 'undisturbed', live: () => Promise<T>): Promise<T> {
    renameSync(join(this.#saved, month), this.#root);
    try {
      return await live();
    } finally {
      renameSync(this.#root, join(this.#saved, month));
    }
  }
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
