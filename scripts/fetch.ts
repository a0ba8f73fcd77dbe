import { loadContent } from '../src/io/load-content.ts';
import { loadSources } from '../src/io/load-sources.ts';
import { lockFolder } from '../src/io/lock.ts';
import { runCommand } from './command.ts';

await runCommand('fetch', 'Ask every source and keep what it answers.', async (options, tell) => {
  const release = lockFolder(options.data);
  try {
    const { value: content, problems } = loadContent(options.content);
    const { value: said, problems: sourceProblems } = await loadSources(content.sources, options, options.now);
    for (const { source, asOf, isStale } of said.snapshots) {
      tell(`[${asOf ? (isStale ? 'stale' : 'fresh') : 'missing'}] ${source} ${asOf?.toISOString() ?? ''}`.trimEnd());
    }
    return [...problems, ...sourceProblems];
  } finally {
    release();
  }
});
