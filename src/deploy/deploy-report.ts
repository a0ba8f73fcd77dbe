import { type Problem, type ProblemCode, problem } from '../base/problems.ts';
import type { DeployPlan } from './deploy-plan.ts';
import type { TargetManifest } from './target-manifest.ts';

/** Why a target must not be written to, by what is in it; `target` as the operator names it. */
export function foreignProblems(target: string, { inTheWay, takenFolders }: DeployPlan): Problem[] {
  const base = target.replace(/\/+$/, '');
  const aside = 'Move it elsewhere, or deploy into another folder; nothing was written.';
  return [
    ...takenFolders.map((folder) => {
      const says = "the portal's pages belong there, but it holds something else; a mirror's directory?";
      return problem('deploy-mirror-collision', { file: `${base}/${folder}` }, says, aside);
    }),
    ...inTheWay.map((file) =>
      problem(
        'deploy-in-the-way',
        { file: `${base}/${file}` },
        "a file of the portal belongs there, but it is somebody else's",
        aside,
      ),
    ),
  ];
}

const TARGET_FAULTS = {
  'deploy-held': ['an older deploy was put back; it stays', 'Run `npm run deploy` when the site may go forward again.'],
  'deploy-manifest-damaged': [
    'its list of what Heliostat owns there cannot be read',
    'Put .heliostat/manifest.json back from a backup, use the release that wrote it, or empty the folder.',
  ],
  'deploy-underway': [
    'another deploy is at work there',
    'Deploy again when it has ended; have one builder alone deploy there.',
  ],
} as const satisfies Partial<Record<ProblemCode, readonly [says: string, fix: string]>>;

export function targetProblem(code: keyof typeof TARGET_FAULTS, target: string): Problem {
  const [says, fix] = TARGET_FAULTS[code];
  return problem(code, { file: target }, says, fix);
}

/** @param reason in the words of the system or of rsync */
export function unreachable(target: string, reason: string): Problem {
  const fix = 'Check that the folder is there, the host is up, and that this user may write there without a password.';
  return problem('deploy-failed', { file: target }, `it cannot be deployed to (${reason})`, fix);
}

/** @param missing files whose bytes are nowhere; none when there was no deploy before */
export function cannotRollBack(target: string, missing: readonly string[]): Problem {
  const [first] = missing;
  const says = first
    ? `this builder has not kept ${missing.length} files of the deploy before, such as ${first}`
    : 'there is no deploy to put back';
  const fix = first ? 'Put it back on the builder that deployed it.' : 'Change the content and run `npm run build`.';
  return problem('deploy-no-rollback', { file: target }, says, fix);
}

/** The plan in words, a line for each file: `+` new or not known, `~` changed, `-` removed. */
export function planToText(target: string, plan: DeployPlan, { current }: TargetManifest): string {
  const lines = [
    ...plan.put.flat().map((file) => `${current.has(file) ? '~' : '+'} ${file}`),
    ...plan.remove.map((file) => `- ${file}`),
  ];
  return [`${target}: ${summary(plan)}; nothing is written`, ...lines].join('\n');
}

/** `3 written, 1 removed`. */
export function summary({ put, remove }: DeployPlan): string {
  return `${put.flat().length} written, ${remove.length} removed`;
}
