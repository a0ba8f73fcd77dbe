import { execFile } from 'node:child_process';
import type { Look, LookFault } from '../../model/survey.ts';
import type { Visit } from '../../survey/plan-survey.ts';

const PATIENCE_SECONDS = 5;

/** What rsync's exit codes mean for a visitor; see EXIT VALUES in rsync(1). */
const faults: Readonly<Record<number, LookFault>> = {
  5: 'status',
  10: 'refused',
  12: 'broken',
  23: 'status',
  30: 'silent',
  35: 'silent',
};

/** Ask rsync for the listing of one file of a mirror, as a visitor would. */
export function visitByRsync({ url, family }: Visit): Promise<Pick<Look, 'fault' | 'says'>> {
  const limits = [`--timeout=${PATIENCE_SECONDS}`, `--contimeout=${PATIENCE_SECONDS}`];
  const args = ['--list-only', '--no-motd', `-${family}`, ...limits, '--', url];
  return new Promise((done) => {
    execFile(
      'rsync',
      args,
      { timeout: 2 * PATIENCE_SECONDS * 1000, env: { PATH: process.env.PATH, LC_ALL: 'C' } },
      (error, _, said) => {
        if (!error) return done({});
        const { code, killed } = error as { code?: number | string; killed?: boolean };
        // Without rsync on this machine nothing is known of it.
        if (code === 'ENOENT') return done({});
        const [says = ''] = said.trim().split('\n');
        done({ fault: killed ? 'silent' : (faults[Number(code)] ?? 'broken'), says: says.slice(0, 200) });
      },
    );
  });
}
