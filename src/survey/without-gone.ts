import type { Kind } from '../model/kind.ts';
import type { MirrorSurvey, Survey } from '../model/survey.ts';
import type { SurveyContent } from '../model/survey-schema.ts';
import { type Entrance, isSameWay, type SurveyedMirror, upstreamToCompare } from './plan-survey.ts';

/** A survey without what is looked at no more: mirrors, endpoints and upstreams that content no longer has. */
export function withoutGone(
  { mirrors, certificates }: Survey,
  surveyed: readonly SurveyedMirror[],
  entrances: readonly Entrance[],
  kinds: ReadonlyMap<string, Kind>,
  settings: Pick<SurveyContent, 'visits' | 'upstream'>,
): Survey {
  const open = settings.visits ? entrances : [];
  const kept = surveyed.flatMap((mirror) => {
    const known = mirrors.get(mirror.cname);
    if (!known) return [];
    const url = settings.upstream ? upstreamToCompare(mirror, known, kinds)?.url : undefined;
    return [[mirror.cname, mirrorWithoutGone(known, mirror, open, url)] as const];
  });
  const hosts = new Set(open.map(({ host }) => host));
  return { mirrors: new Map(kept), certificates: new Map([...certificates].filter(([host]) => hosts.has(host))) };
}

function mirrorWithoutGone(
  { visits, upstream, ...known }: MirrorSurvey,
  { below }: SurveyedMirror,
  entrances: readonly Entrance[],
  upstreamUrl: string | undefined,
): MirrorSurvey {
  return {
    ...known,
    visits: visits.filter((visit) => below !== undefined && entrances.some((entrance) => isSameWay(visit, entrance))),
    upstream: upstream?.url === upstreamUrl ? upstream : undefined,
  };
}
