import type { IncomingMessage, ServerResponse } from 'node:http';
import { siteBasePath } from '../base/address.ts';
import { isFailure, type OperatorError } from '../base/operator-error.ts';
import type { Problem } from '../base/problems.ts';
import type { OptionsOf } from '../cli/commands.ts';
import { healthOf, type TickRecord } from '../http/health.ts';
import type { Compiled } from '../io/compile.ts';
import { loadRender, type Render } from '../io/draw.ts';
import type { History } from '../io/history.ts';
import { laterHistory } from '../io/later-history.ts';
import { nextFiles } from '../io/live-files.ts';
import { type LiveSite, serveSite } from '../io/serve-site.ts';
import { notePublished } from '../io/shown-file.ts';
import { siteFiles } from '../io/site-files.ts';
import { takeNewProblems } from '../io/told-problems.ts';
import type { Portal } from '../model/portal.ts';

import { failureToText, reportProblems } from './command.ts';
import { withPortal } from './with-portal.ts';

type Options = OptionsOf<'start'>;

/** A site to show, and what was found wrong in making it. */
interface PlannedSite {
  readonly site: LiveSite;
  /** Every source has told something. */
  readonly isComplete: boolean;
  /** What of it is as it was before, as what came since is not believed: ids of sources, or `site`. */
  readonly held: readonly string[];
  readonly problems: readonly Problem[];
}

/** Shows one site while the next is made, and swaps it in whole. */
export class LiveHost {
  readonly #options: Options;
  readonly #compiled: Compiled;
  readonly #render: Render;
  #site: LiveSite | undefined;
  #ticks: TickRecord;
  #hasTold = false;

  private constructor(options: Options, compiled: Compiled, render: Render) {
    this.#options = options;
    this.#compiled = compiled;
    this.#render = render;
    this.#ticks = { lastGood: new Date() };
  }

  static async begin(options: Options, compiled: Compiled): Promise<LiveHost> {
    return new LiveHost(options, compiled, await loadRender(compiled));
  }

  get hasSite(): boolean {
    return this.#site !== undefined;
  }

  /** Show what the sources last said, so that a restart waits for none; nothing while one has never answered. */
  async showLastSaid(): Promise<void> {
    try {
      await this.#make(new Date(), true);
    } catch {
      // Whatever it is, the tick that follows meets it too, and tells.
    }
  }

  /**
   * Ask the sources and show what they say. What fails is told once, and the site stays as it is.
   *
   * @throws when it fails and there is no site to show yet
   */
  async tick(): Promise<void> {
    const now = new Date();
    try {
      const held = await this.#make(now, false);
      this.#ticks = { lastGood: now, held };
    } catch (error) {
      if (!this.#site) throw error;
      if (isFailure(error, 'held')) this.#tellHeld(error, now);
      else this.#tellFailure(failureToText(error));
    }
  }

  /** Answer a request from memory, or with a page that is drawn now; never waits for a source. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/healthz') this.#answerHealth(response);
    else await serveSite(this.#site!, request, response, (error) => process.stderr.write(`${failureToText(error)}\n`));
  }

  /** @returns what of it is as it was before */
  async #make(now: Date, isOffline: boolean): Promise<readonly string[]> {
    const options = { ...this.#options, now };
    // Waiting for another run would keep every visitor waiting; the next tick comes soon enough. Where nothing is shown yet,
    // whatever can be is better than nothing.
    const manner = { isOffline, patienceMs: 0, onHold: this.#site ? 'throw' : 'go-on' } as const;
    const plan = (portal: Portal, history: History | undefined) => this.#plan(portal, history, options);
    const { value, problems } = await withPortal(options, plan, manner);
    if (isOffline && !value.isComplete) return [];
    this.#tellProblems([...value.problems, ...problems]);
    this.#site = value.site;
    return value.held;
  }

  async #plan(
    portal: Portal,
    history: History | undefined,
    options: Options & { readonly now: Date },
  ): Promise<PlannedSite> {
    const later = history && laterHistory(history, options.data);
    const { value: wanted, problems } = await siteFiles(portal, later, this.#compiled, this.#render, options);
    const files = nextFiles(this.#site?.files ?? new Map(), wanted, options.now);
    const isComplete = portal.snapshots.every(({ asOf }) => asOf !== undefined);
    if (isComplete && !portal.slips?.length) notePublished(options, portal, false);
    const sources = portal.snapshots.filter(({ isHeld }) => isHeld).map(({ source }) => source);
    const held = portal.slips?.length ? [...sources, 'site'] : sources;
    return { site: { basePath: siteBasePath(portal.site.url), files }, isComplete, held, problems };
  }

  #answerHealth(response: ServerResponse): void {
    const { status, body } = healthOf(this.#ticks, this.#options.everySeconds, new Date());
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(body)}\n`);
  }

  /** All of them at first, as who starts a host wants to know; then each when it appears. */
  #tellProblems(problems: readonly Problem[]): void {
    const news = takeNewProblems(this.#options.data, problems);
    const told = this.#hasTold ? news : problems;
    if (told.length > 0) reportProblems(told, this.#options);
    this.#hasTold = true;
  }

  #tellFailure(failure: string): void {
    const { lastGood, failure: told, held } = this.#ticks;
    if (failure !== told)
      process.stderr.write(`${failure}\nheliostat: showing the site of ${lastGood.toISOString()}\n`);
    this.#ticks = { lastGood, failure, held };
  }

  #tellHeld({ problems }: OperatorError, now: Date): void {
    this.#tellProblems(problems);
    this.#ticks = { lastGood: this.#ticks.lastGood, held: ['site'], heldAt: now };
  }
}
