import { runCommand } from '../src/app/command.ts';
import { startContent } from '../src/io/start-content.ts';

await runCommand('init', async ({ home, folder, isDemo }, log) => {
  startContent(home, folder, isDemo);
  log(`wrote ${folder}; look through portal.yaml, then: heliostat build --content ${folder}`);
  return [];
});
