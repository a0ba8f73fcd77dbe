import { runCommand } from '../src/app/command.ts';
import { usageError } from '../src/cli/options.ts';
import { deployAll } from '../src/io/deploy/deploy-all.ts';
import { loadContent } from '../src/io/load-content.ts';
import { lockFolder } from '../src/io/lock.ts';
import { deploySchema } from '../src/model/deploy-schema.ts';

await runCommand('deploy', async (options, log) => {
  const { value, problems } = loadContent(options);
  const named = options.to.length > 0 && { to: [...options.to] };
  const deploy = deploySchema.safeParse({ ...value.content.deploy, ...named }).data;
  if (!deploy) {
    const help = 'there is no target; set one with --to, or `deploy: { to: […] }` in portal.yaml';
    throw usageError([...problems.map(({ says }) => says), help].join('\n'));
  }
  const release = lockFolder(options.data);
  try {
    return await deployAll(deploy, options, { ...options, isAutomatic: false, log });
  } finally {
    release();
  }
});
