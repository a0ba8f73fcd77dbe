import { runCommand } from '../src/app/command.ts';
import { usageError } from '../src/cli/options.ts';
import { loadContent } from '../src/io/load-content.ts';
import { loadSources } from '../src/io/load-sources.ts';
import { lockFolder } from '../src/io/lock.ts';
import { loadShown, saveShown } from '../src/io/shown-file.ts';
import { defaultHold } from '../src/model/hold.ts';
import { type Accepted, planAccept, siteFaultProblem } from '../src/portal/site-hold.ts';

await runCommand('fetch', async (options, log) => {
  const release = lockFolder(options.data);
  try {
    const { value: content, problems } = loadContent(options);
    const before = loadShown(options);
    // Sources that are not as they were meant would be taken for others.
    if (before && content.siteFaults.length > 0)
      return [...problems, siteFaultProblem(content.contentFile, content.siteFaults)];
    const ids = content.sources.map(({ id }) => id);
    const accepted = planAccept(options.accept, ids, before);
    if (accepted.unknown.length > 0) throw usageError(unknownText(accepted, ids));
    const sourceOptions = { rule: content.content.hold ?? defaultHold, accepted: new Set(accepted.sources) };
    const { value: said, problems: sourceProblems } = await loadSources(
      content.sources,
      options,
      options.now,
      sourceOptions,
    );
    if (before && accepted.shown) saveShown(options.data, accepted.shown);
    for (const { source, asOf, isStale, isHeld } of said.snapshots) {
      const state = asOf ? (isHeld ? 'held' : isStale ? 'stale' : 'fresh') : 'missing';
      log(`[${state}] ${source} ${asOf?.toISOString() ?? ''}`.trimEnd());
    }
    for (const name of options.accept) log(`accepted: ${name}`);
    return [...problems, ...sourceProblems];
  } finally {
    release();
  }
});

function unknownText({ unknown, names }: Accepted, ids: readonly string[]): string {
  const known = ['site', ...ids, ...names].join(', ');
  return `fetch: nothing to accept for ${unknown.join(', ')}; valid names: ${known}`;
}
