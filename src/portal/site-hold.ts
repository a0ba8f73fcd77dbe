import { OperatorError } from '../base/operator-error.ts';
import { type Problem, problem } from '../base/problems.ts';
import { type HoldRule, isTooMuch, namesText } from '../model/hold.ts';
import type { Portal } from '../model/portal.ts';

/** What the site last was, as far as the next one is compared with it. */
export interface Shown {
  /** cnames of the mirrors that are on its pages. */
  readonly mirrors: readonly string[];
  /** The files of content that it was made from. */
  readonly files: readonly string[];
  /** What is gone since, where that holds the site back. */
  readonly lost: readonly string[];
  /** cnames of mirrors that the configuration of servers has, and no page. */
  readonly kept: readonly string[];
  /** What of these the operator accepted that it goes. */
  readonly accepted: readonly string[];
}

/** That a site was published before and the next one must not replace it; nothing is written then. */
export function siteHeld(problems: readonly Problem[]): OperatorError {
  return new OperatorError('the site is unchanged', undefined, { kind: 'held', problems });
}

/** The problem of a fault in the site, languages or sources of portal.yaml, or in cname.json. */
export function siteFaultProblem(file: string, siteFaults: readonly string[]): Problem {
  const says = `the site and the configuration of servers are unchanged: ${siteFaults.join('; ')}`;
  return problem('site-held', { file }, says, 'Correct it; the fault is reported separately.');
}

/**
 * The mirrors and content files that the new site lost, if these are too many to be believed: then it does not replace the
 * last site, whatever the cause. A mirror that is hidden, disabled, accepted or known to be gone at its source is not
 * lost.
 */
export function planSiteHold(
  before: Shown,
  portal: Pick<Portal, 'mirrors' | 'absent' | 'contentFiles'>,
  rule: HoldRule,
): readonly string[] {
  const accepted = new Set(before.accepted);
  const shown = new Set(portal.mirrors.map(({ cname }) => cname));
  const isExplained = (cname: string) => portal.absent.has(cname) || accepted.has(cname);
  const there = new Set(portal.contentFiles);
  const mirrors = before.mirrors.filter((cname) => !shown.has(cname) && !isExplained(cname));
  const gone = before.files.filter((file) => !there.has(file) && !accepted.has(file));
  return [
    ...(isTooMuch({ expected: before.mirrors.length, lost: mirrors.length, left: shown.size }, rule) ? mirrors : []),
    ...(isTooMuch({ expected: before.files.length, lost: gone.length, left: there.size }, rule) ? gone : []),
  ];
}

/** The problem of a site that lost too much. */
export function lossProblem(file: string, lost: readonly string[]): Problem {
  const says = `the site and the configuration of servers are unchanged: ${lost.length} of their mirrors and files are gone (${namesText(lost)})`;
  const fix =
    'Correct the other problems, or check that the disk with the content is mounted. If all of these should go, run `heliostat fetch --accept site`.';
  return problem('site-held', { file }, says, fix);
}

/** What `fetch --accept` accepts. */
export interface Accepted {
  /** Ids of sources whose losses are accepted. */
  readonly sources: readonly string[];
  /** What the site is compared with from now on, if that changes. */
  readonly shown: Shown | undefined;
  /** Names that stand for nothing that can be accepted, and those that would. */
  readonly unknown: readonly string[];
  readonly names: readonly string[];
}

/**
 * Decide what the operator accepts by some names: a source stands for all that it has lost, a mirror or file for itself, and
 * `site` for everything.
 */
export function planAccept(given: readonly string[], ids: readonly string[], before: Shown | undefined): Accepted {
  const names = before ? [...new Set([...before.lost, ...before.kept])] : [];
  const isAll = given.includes('site');
  const accepted = isAll ? names : names.filter((name) => given.includes(name));
  return {
    sources: isAll ? ids : ids.filter((id) => given.includes(id)),
    shown:
      before && accepted.length > 0
        ? { ...before, accepted: [...new Set([...before.accepted, ...accepted])].sort() }
        : undefined,
    unknown: given.filter((name) => name !== 'site' && !ids.includes(name) && !names.includes(name)),
    names,
  };
}
