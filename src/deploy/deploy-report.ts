import { type Problem, type ProblemCode, problem } from '../base/problems.ts';
import type { DeployPlan } from './deploy-plan.ts';
import type { TargetManifest } from './target-manifest.ts';

/** Why a target must not be written to, by what is in it; `target` as the operator names it. */
export function foreignProblems(target: string, { inTheWay, takenFolders }: DeployPlan): Problem[] {
  const base = target.replace(/\/+$/, '');
  const aside = 'Move it elsewhere, or deploy into another folder; nothing was written.';
  return [
    ...takenFolders.map((folder) => {
      const says = 'this folder is for pages of the portal, but it has other files; is it the folder of a mirror?';
      return problem('deploy-mirror-collision', { file: `${base}/${folder}` }, says, aside);
    }),
    ...inTheWay.map((file) =>
      problem(
        'deploy-in-the-way',
        { file: `${base}/${file}` },
        'this file is for the portal, but Heliostat did not write the one that exists',
        aside,
      ),
    ),
  ];
}

const TARGET_FAULTS = {
  'deploy-held': [
    'an older deploy was restored and stays in place',
    'Run `heliostat deploy` to deploy the current site again.',
  ],
  'deploy-manifest-damaged': [
    'the list of the files that Heliostat owns there cannot be read',
    'Restore .heliostat/manifest.json from a backup, use the release that wrote it, or empty the folder.',
  ],
  'deploy-underway': [
    'another deploy is running there',
    'Deploy again when it has ended; let only one builder deploy there.',
  ],
} as const satisfies Partial<Record<ProblemCode, readonly [says: string, fix: string]>>;

export function targetProblem(code: keyof typeof TARGET_FAULTS, target: string): Problem {
  const [says, fix] = TARGET_FAULTS[code];
  return problem(code, { file: target }, says, fix);
}

/** @param reason in the words of the system or of rsync */
export function unreachable(target: string, reason: string): Problem {
  const fix =
    'Check that the folder exists, that the host is up, and that this user can write there without a password.';
  return problem('deploy-failed', { file: target }, `the deploy failed (${reason})`, fix);
}

/** @param missing files whose bytes are nowhere; none when there was no deploy before */
export function cannotRollBack(target: string, missing: readonly string[]): Problem {
  const [first] = missing;
  const says = first
    ? `this builder no longer has ${missing.length} files of the previous deploy, such as ${first}`
    : 'there is no deploy to restore';
  const fix = first ? 'Restore it from the builder that deployed it.' : 'Change the content and run `heliostat build`.';
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
