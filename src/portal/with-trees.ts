import { bytesToText } from '../base/size.ts';
import { freshnessOfTree } from '../model/freshness.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { MeasuredSize, Survey } from '../model/survey.ts';
import { judgeSurvey } from '../survey/judge-survey.ts';

/** The portal with what a survey says of its mirrors' trees. An alias shows the tree of the mirror that it stands for. */
export function withTrees(portal: Portal, survey: Survey, sizes: ReadonlyMap<string, MeasuredSize>, now: Date): Portal {
  if (!portal.survey) return portal;
  return { ...portal, mirrors: portal.mirrors.map((mirror) => withSize(withTree(mirror, survey, now), sizes)) };
}

/** What was measured stands in for a size that nobody tells. */
function withSize(mirror: Mirror, sizes: ReadonlyMap<string, MeasuredSize>): Mirror {
  const measured = mirror.size || mirror.alias !== undefined ? undefined : sizes.get(mirror.cname);
  return measured ? { ...mirror, size: { text: bytesToText(measured.bytes), bytes: measured.bytes } } : mirror;
}

function withTree(mirror: Mirror, { mirrors }: Survey, now: Date): Mirror {
  const seen = mirror.survey?.skip ? undefined : mirrors.get(mirror.alias ?? mirror.cname);
  const tree = seen && judgeSurvey(seen, now);
  return tree ? { ...mirror, tree, freshness: freshnessOfTree[tree.verdict!] ?? mirror.freshness } : mirror;
}
