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
import { takeProblemNews } from '../io/reported-problems.ts';
import { type LiveSite, serveSite } from '../io/serve-site.ts';
import { notePublished } from '../io/shown-file.ts';
import { siteFiles } from '../io/site-files.ts';
import type { Portal } from '../model/portal.ts';
import type { Findings } from '../notify/alarms.ts';

import { failureToText, reportProblems } from './command.ts';
import { failedSince, tellOf, tellOfFailure } from './tell-of-run.ts';
import type { Told } from './tell-operator.ts';
import { withPortal } from './with-portal.ts';

type Options = OptionsOf<'start'>;

/** A site to show, with its problems. */
interface PlannedSite {
  readonly site: LiveSite;
  /** What the operator may be told of. */
  readonly findings: Findings;
  /** Every source has answered once. */
  readonly isComplete: boolean;
  /** Parts that are held back at an older state: ids of sources, or `site`. */
  readonly held: readonly string[];
  readonly problems: readonly Problem[];
}

/** Serves one site while the next one is made, then replaces it at once. */
export class LiveHost {
  readonly #options: Options;
  readonly #compiled: Compiled;
  readonly #render: Render;
  #site: LiveSite | undefined;
  #ticks: TickRecord;
  #hasReported = false;
  /** Ends when the messages of the last tick are sent; its value are the problems of that. */
  #telling: Promise<readonly Problem[]> = Promise.resolve([]);

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

  /** Show the last answers of the sources, so that a restart need not wait; nothing while a source has never answered. */
  async showLastAnswers(): Promise<void> {
    try {
      await this.#make(new Date(), true);
    } catch {
      // The next tick meets the same fault and reports it.
    }
  }

  /**
   * Fetch from the sources and show the result. A failure is reported once, and the site is unchanged.
   *
   * @throws when it fails and there is no site to show yet
   */
  async tick(): Promise<void> {
    const now = new Date();
    try {
      const held = await this.#make(now, false);
      this.#ticks = { lastGood: now, held };
    } catch (error) {
      this.#tell((options) => tellOfFailure(options, error), now);
      if (!this.#site) throw error;
      if (isFailure(error, 'held')) this.#reportHeld(error, now);
      else this.#reportFailure(failureToText(error));
    }
  }

  /** Answer a request from memory, or with a page that is drawn now; never waits for a source. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/healthz') this.#answerHealth(response);
    else await serveSite(this.#site!, request, response, (error) => process.stderr.write(`${failureToText(error)}\n`));
  }

  /** @returns the parts that are held back */
  async #make(now: Date, isOffline: boolean): Promise<readonly string[]> {
    const options = { ...this.#options, now };
    // Waiting for another run would block all visitors; the next tick comes soon. Before the first site, any site is better
    // than none.
    const runOptions = { isOffline, patienceMs: 0, onHold: this.#site ? 'throw' : 'go-on' } as const;
    const plan = (portal: Portal, history: History | undefined) => this.#plan(portal, history, options);
    const { value, problems } = await withPortal(options, plan, runOptions);
    if (isOffline && !value.isComplete) return [];
    const found = [...value.problems, ...problems];
    this.#reportProblems(isOffline ? found : [...found, ...(await this.#telling)]);
    this.#site = value.site;
    if (!isOffline) this.#tell((run) => tellOf(run, { ...value.findings, problems: found }), now);
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
    if (isComplete && !portal.siteFaults?.length) notePublished(options, portal, false);
    const sources = portal.snapshots.filter(({ isHeld }) => isHeld).map(({ source }) => source);
    const held = portal.siteFaults?.length ? [...sources, 'site'] : sources;
    const since = portal.notify ? failedSince(history, options.now) : new Map<string, Date>();
    return {
      site: { basePath: siteBasePath(portal.site.url), files },
      findings: { portal, problems, failedSince: since },
      isComplete,
      held,
      problems,
    };
  }

  /** Send messages beside everything else: a service that does not answer must not delay a tick. */
  #tell(tell: (run: Options & { readonly now: Date }) => Promise<Told>, now: Date): void {
    const run = { ...this.#options, now };
    this.#telling = this.#telling.then(async () => (await tell(run)).problems).catch(() => []);
  }

  #answerHealth(response: ServerResponse): void {
    const { status, body } = healthOf(this.#ticks, this.#options.everySeconds, new Date());
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(`${JSON.stringify(body)}\n`);
  }

  /** All problems at the start; then only new ones. */
  #reportProblems(problems: readonly Problem[]): void {
    // A log may have what passes, unlike a mailbox: nothing waits for a second tick.
    const { begun } = takeProblemNews(this.#options.data, problems, new Date(), 1);
    const reported = this.#hasReported ? begun : problems;
    if (reported.length > 0) reportProblems(reported, this.#options);
    this.#hasReported = true;
  }

  #reportFailure(failure: string): void {
    const { lastGood, failure: reported, held } = this.#ticks;
    if (failure !== reported)
      process.stderr.write(`${failure}\nheliostat: showing the site of ${lastGood.toISOString()}\n`);
    this.#ticks = { lastGood, failure, held };
  }

  #reportHeld({ problems }: OperatorError, now: Date): void {
    this.#reportProblems(problems);
    this.#ticks = { lastGood: this.#ticks.lastGood, held: ['site'], heldAt: now };
  }
}
