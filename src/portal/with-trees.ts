import { freshnessOfTree } from '../model/freshness.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';
import { endingCertificates, judgeSurvey } from '../survey/judge-survey.ts';

/** The portal with what a survey says of its mirrors' trees. An alias shows the tree of the mirror that it stands for. */
export function withTrees(portal: Portal, survey: Survey, now: Date): Portal {
  if (!portal.survey) return portal;
  return {
    ...portal,
    mirrors: portal.mirrors.map((mirror) => withTree(mirror, survey, now)),
    endingCertificates: endingCertificates(survey, now),
  };
}

function withTree(mirror: Mirror, { mirrors }: Survey, now: Date): Mirror {
  const seen = mirror.survey?.skip ? undefined : mirrors.get(mirror.alias ?? mirror.cname);
  const tree = seen && judgeSurvey(seen, now);
  return tree ? { ...mirror, tree, freshness: freshnessOfTree[tree.verdict!] ?? mirror.freshness } : mirror;
}
