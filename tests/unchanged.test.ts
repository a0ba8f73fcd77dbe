import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startRun } from '../src/app/unchanged.ts';
import { updateSite } from '../src/app/update-site.ts';
import { loadLastRun } from '../src/io/last-run.ts';
import { Builds, type Built, baseTime, differences } from './incremental/builds.ts';
import { PortalTest } from './portal-test.ts';

const builds = new Builds('everything');
afterAll(() => builds.end());
vi.stubEnv('HELIOSTAT_COMPILED', builds.compiled.folder);
const portal = new PortalTest(builds.root);

/** Its jobs follow the clock, so a site with it is never unchanged. */
const DEMO = '  - { type: demo, id: show, file: demo.yaml }\n';
portal.edit('content/portal.yaml', DEMO, '');
builds.save('base');
beforeEach(() => {
  for (const folder of ['data', 'out', 'config-out']) rmSync(builds.path(folder), { recursive: true, force: true });
  builds.restore('base');
});

const minutesLater = (minutes: number, from = baseTime) => new Date(from.getTime() + minutes * 60_000);

/** Run as cron does; returns whether there was nothing to do. */
async function update(now: Date): Promise<boolean> {
  const run = builds.run(now);
  const isUnchanged = (await startRun(run.options)).unchanged !== undefined;
  await updateSite(run);
  return isUnchanged;
}

/** The first run knows nothing of the files, the second one stamps them, and a third one has nothing to do. */
async function settle(now = baseTime): Promise<void> {
  builds.ageSources(now);
  await update(now);
  await update(now);
}

describe('a run is repeated', () => {
  beforeEach(() => settle());

  const changes: Readonly<Record<string, () => void>> = {
    'portal.yaml': () => portal.edit('content/portal.yaml', 'EVERY', 'OTHER'),
    'a file of a mirror': () => portal.write('content/mirrors/debian.yaml', 'name: Other\n'),
    'a new file of a mirror': () => portal.write('content/mirrors/new.yaml', 'name: New\n'),
    'a page': () => portal.write('content/pages/about.en.md', '# Other\n'),
    'an announcement': () => portal.write('content/news/2026-08-01-other.en.md', '# Other\n'),
    'help of its own': () => portal.write('content/help/debian/index.en.md', '# Other\n'),
    'help that sites share': () => portal.write('community/alpine/index.en.md', '# Other\n'),
    'help that comes along': () => portal.write('checkout/content/library/help/new/index.en.md', '# Other\n'),
    'cname.json': () => portal.write('content/cname.json', '{}'),
    'the file of a source': () => portal.edit('content/jobs.json', 'success', 'failed'),
    'a list': () => portal.write('content/list.yaml', 'mirrors: []\n'),
    'a file that nothing reads': () => portal.write('content/help/odd.txt', ''),
    'a page of the site that is gone': () => rmSync(builds.path('out/en/index.html')),
    'a file of the site that was cut': () => writeFileSync(builds.path('out/status.txt'), ''),
    'configuration that is gone': () => rmSync(builds.path('config-out/cron/heliostat')),
    'what a source said': () => rmSync(builds.path('data/snapshots/manager.json')),
    'what was remembered': () => rmSync(builds.path('data/history.sqlite')),
    'what was published': () => rmSync(builds.path('data/published.json')),
  };

  test.each(Object.entries(changes))('when something is new: %s', async (_, change) => {
    expect(await update(baseTime)).toBe(true);
    change();
    expect(await update(baseTime)).toBe(false);
  });

  test('when the last run recorded a sync, which decides how the next one judges', async () => {
    portal.edit('content/jobs.json', 'success', 'failed');
    expect([await update(baseTime), await update(baseTime), await update(baseTime)]).toEqual([false, false, true]);
  });

  test('when the code is new', async () => {
    vi.stubEnv('HELIOSTAT_COMPILED', `${builds.compiled.folder}x`);
    expect(await update(baseTime)).toBe(false);
    vi.stubEnv('HELIOSTAT_COMPILED', builds.compiled.folder);
  });

  test('when the clock was set back', async () => {
    expect(await update(minutesLater(-1))).toBe(false);
  });

  test('not when nothing is new, and then it says the same', async () => {
    const files = () => readdirSync(builds.path('data'));
    const before = [builds.results(), files(), readFileSync(builds.path('data/last-run.json'), 'utf8')];
    const told: string[] = [];
    const run = { ...builds.run(minutesLater(1)), log: (text: string) => void told.push(text) };
    const problems = await updateSite(run);
    expect([builds.results(), files(), readFileSync(builds.path('data/last-run.json'), 'utf8')]).toEqual(before);
    expect(told[0]).toMatch(/^site: \d\d+ files, 0 written, 0 removed, in /);
    rmSync(builds.path('data/last-run.json'));
    expect(await updateSite(run)).toEqual(problems);
    expect(problems.length).toBeGreaterThan(0);
  });
});

/** The site as a run from nothing makes it, with documents of sources of an earlier moment. */
async function siteAt(now: Date, sourcesAt: Date): Promise<Built> {
  builds.save('now');
  builds.restoreRemembered('now');
  const site = await builds.buildFromNothing(now, sourcesAt);
  builds.restore('now');
  return site;
}

test('until the moment that a run names, a run from nothing makes the same site', async () => {
  portal.edit('content/portal.yaml', '  - { type: list, id: hand, file: list.yaml }\n', '');
  const differing = [];
  let steps = 0;
  for (let now = baseTime; ; steps++) {
    await settle(now);
    const { at, until } = loadLastRun(builds.path('data'))!;
    if (at !== now.toISOString()) break;
    const last = new Date(Date.parse(until) - 1);
    const differs = differences(await siteAt(last, now), builds.results());
    if (differs.length > 0) differing.push({ at, until, differs });
    now = new Date(until);
  }
  expect(differing).toEqual([]);
  expect(steps).toBeGreaterThan(5);
});
