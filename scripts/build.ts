import { runCommand } from '../src/app/command.ts';
import { updateSite } from '../src/app/update-site.ts';

await runCommand('build', (options, log) => {
  const compiled = async () => (await import('../src/io/compile.ts')).compile(options.home, log);
  return updateSite({ options, compiled, log });
});
