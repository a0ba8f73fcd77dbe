import { planServe } from '../src/core/server-config/serve-plan.ts';
import { loadPortal } from '../src/io/load-portal.ts';
import { runCommand } from './command.ts';

await runCommand(
  'check',
  'Read all content and say what is wrong with it. Asks no source over the network.',
  async (options, tell) => {
    const { value: portal, problems: found } = await loadPortal(options, options.now, {
      isOffline: true,
      onHold: 'tell',
    });
    const unserved = portal.serve ? planServe(portal, portal.serve, options.out).problems : [];
    const problems = [...found, ...unserved];
    const errors = problems.filter(({ level }) => level === 'error').length;
    tell(
      `mirrors: ${portal.mirrors.length}, help documents: ${portal.help.size}, errors: ${errors}, warnings: ${problems.length - errors}`,
    );
    return problems;
  },
);
