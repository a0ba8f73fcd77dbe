import { runCommand } from '../src/app/command.ts';
import { startContent } from '../src/io/start-content.ts';

await runCommand('init', async ({ home, folder, isDemo }, tell) => {
  startContent(home, folder, isDemo);
  tell(`wrote ${folder}; look through portal.yaml, then: heliostat build --content ${folder}`);
  return [];
});
