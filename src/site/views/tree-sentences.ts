import { durationText } from '../../base/duration.ts';
import type { Finding, TreeFacts, VisitorWay } from '../../model/survey.ts';
import type { Words } from '../../words/words.ts';

/** Content that is younger than this, compared with upstream, is not behind in any way that a reader minds. */
const LEAST_SECONDS = 60;

/** What a survey found, in sentences for visitors. Ways that share a fault share a sentence. */
export function treeSentences({ findings }: TreeFacts, words: Words): string[] {
  const { tree } = words.mirrorPage;
  const waysOf = (is: 'differs' | 'unreachable') =>
    findings.flatMap((finding) => (finding.is === is ? [wayText(finding.way, words)] : []));
  const [differs, unreachable] = [waysOf('differs'), waysOf('unreachable')];
  return [
    ...findings.flatMap((finding) => treeSentence(finding, words)),
    ...(differs.length > 0 ? [tree.differs(tree.ways(differs))] : []),
    ...(unreachable.length > 0 ? [tree.unreachable(tree.ways(unreachable))] : []),
  ];
}

function treeSentence(finding: Finding, { mirrorPage: { tree }, units }: Words): string[] {
  switch (finding.is) {
    case 'current':
      return [
        tree.current(finding.behindSeconds < LEAST_SECONDS ? undefined : durationText(finding.behindSeconds, units)),
      ];
    case 'behind':
      return [tree.behind(durationText(finding.behindSeconds, units))];
    case 'differs':
    case 'unreachable':
      return [];
    default:
      return [tree[finding.is]];
  }
}

function wayText({ scheme, family, host }: VisitorWay, { mirrorPage: { tree } }: Words): string {
  return tree.way(scheme, family, host);
}
