import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';
import { siteBasePath } from '../../src/base/address.ts';
import type { portalSchema } from '../../src/content/portal-schema.ts';
import { historyPath } from '../../src/io/history.ts';
import { PortalTest } from '../portal-test.ts';
import type { Upstream } from '../upstream.ts';
import { Builds, type Built, baseTime, changedFiles, differences } from './builds.ts';
import { contentOf, type Edit, writeAllAsEdits } from './edit.ts';
import { LiveAnswers, wrongAnswers } from './live-answers.ts';
import { serveFiles } from './upstream-files.ts';

/** What an edit leads to, in each way to make a site: the files that are not as they should be. */
export interface Outcome {
  /** Those that a build leaves otherwise than a build from nothing makes them. */
  readonly stale: readonly string[];
  /** Those that a build leaves otherwise than they were when the edit is taken back. */
  readonly undone: readonly string[];
  /** Those that a live host answers otherwise than a build from nothing makes them. */
  readonly live: readonly string[];
  /** Whether the build from nothing makes any file otherwise than before the edit. */
  readonly isSeen: boolean;
}

/** Pages are wrong by their kind; of each, the live host is asked for so many. */
const ASKED_OF_A_KIND = 3;

/** A site whose content is edited, and made anew in each way there is. */
export class EditedSite {
  readonly portal: PortalTest;
  readonly upstream: Upstream;
  readonly #builds: Builds;
  readonly #base: Built;
  readonly #live: LiveAnswers;
  #isAsSaved = true;

  private constructor(builds: Builds, base: Built, live: LiveAnswers, upstream: Upstream) {
    this.#builds = builds;
    this.#base = base;
    this.#live = live;
    this.portal = new PortalTest(builds.root);
    this.upstream = upstream;
  }

  /** Build tests/sites/<site>. */
  static async begin(site: string): Promise<EditedSite> {
    const builds = new Builds(site);
    const portal = new PortalTest(builds.root);
    writeAllAsEdits(portal);
    const base = await builds.build(baseTime);
    builds.save('base');
    return new EditedSite(builds, base, await LiveAnswers.begin(builds, 'live'), await serveFiles(portal));
  }

  /** Make one edit and take it back, from the base site on. */
  async outcomeOf(edit: Edit): Promise<Outcome> {
    if (!this.#isAsSaved) this.#builds.restore('base');
    this.#isAsSaved = false;
    const { name, before } = await this.#prepare(edit);
    const now = new Date(baseTime.getTime() + (edit.hours ?? 0) * 3_600_000);
    edit.make(this.portal);
    const edited = await this.#builds.build(now);
    this.#builds.restoreRemembered(name);
    const expected = await this.#builds.buildFromNothing(now);
    this.#builds.restoreRemembered(name);
    this.#builds.restoreWritten(name);
    const undone = differences(await this.#builds.build(baseTime), before);
    const live = await this.#wrongLive(edit, name, before, expected, now);
    this.#isAsSaved = name === 'base' && undone.length === 0;
    return { stale: differences(edited, expected), undone, live, isSeen: changedFiles(before, expected).length > 0 };
  }

  /**
   * Make one edit while the history cannot be read, which is when pages may keep what they show of it.
   *
   * @returns the files that are neither as with the history nor as from nothing without it
   */
  async staleWithoutHistory(edit: Edit): Promise<readonly string[]> {
    this.#builds.restore('base');
    this.#isAsSaved = false;
    edit.make(this.portal);
    const withHistory = await this.#builds.build(baseTime);
    this.#builds.restore('base');
    edit.make(this.portal);
    this.#hideHistory();
    const edited = await this.#builds.build(baseTime);
    const without = await this.#builds.buildFromNothing(baseTime);
    const isRight = (file: string) => [withHistory, without].some((built) => built.get(file) === edited.get(file));
    // The feed stays as it is.
    return [...edited.keys()].filter((file) => !isRight(file) && !file.endsWith('/status/feed.xml'));
  }

  /** Have the history be one of a later release. */
  #hideHistory(): void {
    const database = new DatabaseSync(historyPath(join(this.portal.root, 'data')));
    database.exec('PRAGMA user_version = 99');
    database.close();
  }

  async end(): Promise<void> {
    await this.#live.end();
    await this.upstream.stop();
    this.#builds.end();
  }

  /** @returns the site before the edit, and the name under which it is saved */
  async #prepare({ prepare }: Edit): Promise<{ readonly name: string; readonly before: Built }> {
    if (!prepare) return { name: 'base', before: this.#base };
    prepare(this.portal);
    const before = await this.#builds.build(baseTime);
    this.#builds.save('before');
    return { name: 'before', before };
  }

  /** Have the live host show the site before the edit, so that it keeps the pages, and then the edited one. */
  async #wrongLive(edit: Edit, name: string, before: Built, expected: Built, now: Date): Promise<readonly string[]> {
    const files = someOfEachKind(changedFiles(before, expected));
    const answersAt = async (time: Date) => {
      this.#builds.restoreRemembered(name, 'live');
      this.#builds.ageSources();
      await this.#live.tick(time);
      return this.#live.ask(files, this.#basePath());
    };
    const wrongBefore = wrongAnswers(await answersAt(baseTime), before);
    edit.make(this.portal);
    const wrong = wrongAnswers(await answersAt(now), expected);
    this.#builds.restoreWritten(name);
    return [...wrongBefore.map((file) => `${file}, before the edit`), ...wrong];
  }

  #basePath(): string {
    const { site } = contentOf(this.portal, 'content/portal.yaml') as z.input<typeof portalSchema>;
    return site?.url === undefined ? '' : siteBasePath(site.url);
  }
}

/** Some of the files of the site, below its folder, that are each of a kind. */
function someOfEachKind(built: readonly string[]): string[] {
  const files = built.flatMap((file) => /^out\/(?!\.heliostat\/)(.*)/.exec(file)?.[1] ?? []);
  const kindOf = (file: string) => file.replace(/(status|help|news|incidents|mirrors|badge|listing)\/[^/]+/, '$1/*');
  return [...Map.groupBy(files, kindOf).values()].flatMap((same) => same.slice(0, ASKED_OF_A_KIND));
}
