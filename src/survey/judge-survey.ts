import { HOUR_MS } from '../base/time.ts';
import type { Finding, Look, MirrorSurvey, Survey, TreeFacts, TreeVerdict, VisitorWay } from '../model/survey.ts';

/** A survey that is older says nothing of now. */
export const SURVEY_OLD_AFTER_MS = 24 * HOUR_MS;
/** How long before its end a certificate is told of: those that renew themselves do so 30 days before. */
export const CERTIFICATE_ENDS_BEFORE_MS = 21 * 24 * HOUR_MS;
/** How many times the normal lag a mirror is late, and stale, at. */
const LATE_AFTER = 2;
const STALE_AFTER = 6;
/** Two looks at a tree that is being synced differ by less than this. */
const DIFFERS_AFTER_MS = 6 * HOUR_MS;

/**
 * What a survey says of a mirror's tree now; undefined when it is too old, or says nothing.
 *
 * The rules, in this order: a tree that clients refuse or cannot use is broken; one that no way leads to is unreachable; else
 * how far it is behind upstream decides.
 */
export function judgeSurvey(survey: MirrorSurvey, now: Date): TreeFacts | undefined {
  const recent = withoutOld(survey, now);
  const looks = looksOf(recent);
  if (looks.length === 0) return undefined;
  const main = looks.find(({ fault }) => fault === undefined);
  const content = main?.stamp?.time;
  const behindSeconds = content && secondsBehind(content, survey, now);
  const findings = [
    ...(main ? treeFindings(main, now) : []),
    ...folderFindings(recent.folder),
    ...(content ? [ageFinding(content, behindSeconds, survey)] : []),
    ...recent.visits.flatMap((visit) => visitFindings(visit, content)),
  ];
  const verdict = verdictOf(findings, recent, behindSeconds);
  return { kind: survey.kind, content, behindSeconds, verdict, findings };
}

/** What was seen lately enough to say something of now. */
function withoutOld({ folder, visits, ...survey }: MirrorSurvey, now: Date): MirrorSurvey {
  return {
    ...survey,
    folder: folder && isRecent(folder.at, now) ? folder : undefined,
    visits: visits.filter(({ at }) => isRecent(at, now)),
  };
}

function isRecent(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < SURVEY_OLD_AFTER_MS;
}

/** The folder first, as it tells most. */
function looksOf({ folder, visits }: MirrorSurvey): readonly Look[] {
  return folder ? [folder, ...visits] : visits;
}

/** An old answer of upstream still shows that a tree is behind, but not that it is current. */
function secondsBehind(content: Date, { upstream, behindHours }: MirrorSurvey, now: Date): number | undefined {
  if (!upstream?.time) return undefined;
  const seconds = Math.max(0, Math.round((upstream.time.getTime() - content.getTime()) / 1000));
  const isOld = !isRecent(upstream.answeredAt ?? upstream.at, now);
  return isOld && isNormal(seconds, behindHours) ? undefined : seconds;
}

function isNormal(behindSeconds: number, behindHours: number): boolean {
  return behindSeconds * 1000 < LATE_AFTER * behindHours * HOUR_MS;
}

function treeFindings({ isEmpty, expires, missing }: Look, now: Date): Finding[] {
  return [
    ...(isEmpty ? [{ is: 'empty' } as const] : []),
    ...(expires && expires.time <= now ? [{ is: 'expired', ...expires } as const] : []),
    ...(missing ? [{ is: 'incomplete', files: missing } as const] : []),
  ];
}

function folderFindings(folder: Look | undefined): Finding[] {
  return folder?.fault === 'absent' ? [{ is: 'absent' }] : [];
}

function ageFinding(content: Date, behindSeconds: number | undefined, { behindHours }: MirrorSurvey): Finding {
  if (behindSeconds === undefined) return { is: 'dated', content };
  return { is: isNormal(behindSeconds, behindHours) ? 'current' : 'behind', content, behindSeconds };
}

function visitFindings(
  { scheme, host, family, ...look }: MirrorSurvey['visits'][number],
  content: Date | undefined,
): Finding[] {
  const way: VisitorWay = { scheme, host, family };
  if (look.fault) return [{ is: 'unreachable', way, fault: look.fault }];
  const seen = look.stamp?.time;
  const differs = seen && content && Math.abs(seen.getTime() - content.getTime()) > DIFFERS_AFTER_MS;
  return differs ? [{ is: 'differs', way, content: seen }] : [];
}

function verdictOf(
  findings: readonly Finding[],
  { visits, behindHours }: MirrorSurvey,
  behindSeconds: number | undefined,
): TreeVerdict | undefined {
  const found = new Set(findings.map(({ is }) => is));
  if (['empty', 'absent', 'expired', 'incomplete'].some((is) => found.has(is as Finding['is']))) return 'broken';
  if (visits.length > 0 && visits.every(({ fault }) => fault !== undefined)) return 'unreachable';
  if (behindSeconds === undefined) return undefined;
  if (isNormal(behindSeconds, behindHours)) return 'current';
  return behindSeconds * 1000 < STALE_AFTER * behindHours * HOUR_MS ? 'late' : 'stale';
}

/** The moments at which a survey says something else although nobody has looked again. */
export function surveyMoments({ mirrors, certificates }: Survey): Date[] {
  const seen = [...mirrors.values()];
  const looks = seen.flatMap(looksOf);
  const answers = seen.flatMap(({ upstream }) => (upstream ? [upstream.answeredAt ?? upstream.at] : []));
  return [
    ...looks.flatMap(({ expires }) => expires?.time ?? []),
    ...[...looks.map(({ at }) => at), ...answers].map((at) => new Date(at.getTime() + SURVEY_OLD_AFTER_MS)),
    ...[...certificates.values()].map((until) => new Date(until.getTime() - CERTIFICATE_ENDS_BEFORE_MS)),
  ];
}
