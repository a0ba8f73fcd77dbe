import { chmodSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { measureBuilds } from '../bench/build.ts';
import { measureDeploy } from '../bench/deploy.ts';
import { measureDownloads } from '../bench/downloads.ts';
import { measureFollowing } from '../bench/follow.ts';
import { measureHelp } from '../bench/help.ts';
import { benchJobs, printHistory, writeBenchContent } from '../bench/history.ts';
import { measureLive } from '../bench/live.ts';
import { measureRefreshes } from '../bench/refresh.ts';
import { build, checkout, command, forgetSite, measure, NOW, RUNS, root } from '../bench/run.ts';
import { measureSearch } from '../bench/search.ts';
import { measureServing } from '../bench/serve.ts';
import { measureSurvey } from '../bench/survey.ts';

/*
 * Times whole commands from outside, as an operator would: median of five, with the least and the most.
 * With HELIOSTAT_REAL_DATA set, `build` measures a real site's 201 mirrors, else made-up ones of the same number.
 * `npm run bench -- help search` measures these parts alone.
 */

/** Mirrors of a site of a thousand pages. */
const DEPLOYED_MIRRORS = 485;

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  build: measureBuilds,
  refresh: measureRefreshes,
  help: measureHelp,
  follow: measureFollowing,
  search: () => measureSearch(checkout, join(root, 'search-data'), new Date(NOW), RUNS),
  history: () => printHistory(join(root, 'long'), new Date(NOW)),
  deploy() {
    writeBenchContent(root, benchJobs(DEPLOYED_MIRRORS, new Date(NOW)));
    build();
    measureDeploy(root, (...more) => command('deploy', ...more), measure);
  },
  live: () => measureLive(checkout, join(root, 'live'), 201),
  serve() {
    chmodSync(root, 0o755); // nginx serves as somebody else.
    return measureServing(join(root, 'serving'));
  },
  survey: measureSurvey,
  downloads: measureDownloads,
};

const asked = process.argv.slice(3);
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
try {
  if (unknown.length > 0) {
    console.error(`heliostat: there is no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`);
    process.exitCode = 2;
  } else {
    console.log(`${cpus().length} cores, Node ${process.versions.node}, ${RUNS} runs each`);
    for (const name of asked.length > 0 ? asked : Object.keys(parts)) await measurePart(name);
  }
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function measurePart(name: string): Promise<void> {
  forgetSite();
  console.log(`\n${name}`);
  await parts[name]!();
}
