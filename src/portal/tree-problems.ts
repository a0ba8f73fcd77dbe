import { counted, type Place, type Problem, problem, quoted } from '../base/problems.ts';
import { isoSeconds } from '../base/time.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { Finding, Look, MirrorSurvey, Survey } from '../model/survey.ts';
import { CERTIFICATE_ENDS_BEFORE_MS, SURVEY_OLD_AFTER_MS } from '../survey/judge-survey.ts';

/** What a survey found that the operator should know, whatever his sync jobs say. */
export function treeProblems(portal: Portal, survey: Survey, now: Date): Problem[] {
  const place = { file: portal.contentFile ?? 'portal.yaml' };
  const own = portal.mirrors.filter(({ alias, tree }) => alias === undefined && tree);
  return [
    ...own.flatMap((mirror) => brokenProblems(mirror, place)),
    ...own.flatMap((mirror) => behindProblems(mirror, place)),
    ...wayProblems(own, survey, place, now),
    ...folderProblems(own, survey, place, now),
    ...certificateProblems(survey, place, now),
  ];
}

function brokenProblems({ cname, tree, sync }: Mirror, place: Place): Problem[] {
  return tree!.findings.flatMap((finding) => {
    const says = brokenText(finding);
    if (says === undefined) return [];
    const job = sync.state === 'success' ? ', although its last sync succeeded' : '';
    const fix = 'Look at the log of its sync, and at what upstream has; visitors see it as broken until it is whole.';
    const found = problem('tree-broken', place, `mirror ${quoted(cname)}: ${says}${job}`, fix);
    return [{ ...found, about: cname }];
  });
}

function brokenText(finding: Finding): string | undefined {
  switch (finding.is) {
    case 'empty':
      return 'its folder is empty';
    case 'absent':
      return 'its folder does not exist';
    case 'expired':
      return `${quoted(finding.file)} is only valid until ${isoSeconds(finding.time)}`;
    case 'incomplete':
      return `${counted(finding.files.length, 'file')} of its tree ${finding.files.length === 1 ? 'is' : 'are'} missing or of another size: ${finding.files.map(quoted).join(', ')}`;
    default:
      return undefined;
  }
}

function behindProblems({ cname, tree, sync }: Mirror, place: Place): Problem[] {
  if (tree!.verdict !== 'stale') return [];
  const days = Math.round(tree!.behindSeconds! / 8640) / 10;
  const job = sync.state === 'success' ? ', although its last sync succeeded' : '';
  const says = `mirror ${quoted(cname)}: its content is of ${isoSeconds(tree!.content!)}, ${days} days behind upstream${job}`;
  const fix = 'Check that it is synced from the right upstream, and often enough.';
  return [{ ...problem('tree-behind', place, says, fix), about: cname }];
}

/** One problem for each way and fault, however many mirrors share it. */
function wayProblems(mirrors: readonly Mirror[], survey: Survey, place: Place, now: Date): Problem[] {
  const visits = mirrors.flatMap(({ cname }) =>
    visitsOf(survey.mirrors.get(cname), now).map((visit) => ({ cname, visit })),
  );
  const keyOf = ({ scheme, host, family }: MirrorSurvey['visits'][number]) => `${scheme} on IPv${family} at ${host}`;
  return [...Map.groupBy(visits, ({ visit }) => keyOf(visit))].flatMap(([way, ofWay]) => {
    const faulty = ofWay.filter(({ visit }) => visit.fault !== undefined);
    if (faulty.length === 0) return [];
    const [first] = faulty as [(typeof faulty)[number]];
    const which = faulty.length === ofWay.length ? 'every mirror' : `${faulty.length} of ${ofWay.length} mirrors`;
    const says = `${way} fails for ${which}; ${quoted(first.cname)}: ${plainText(first.visit.says ?? first.visit.fault!)}`;
    const fix =
      'Ask for the address as a visitor does; if this way is not offered, say so in the filter of the endpoint.';
    return [{ ...problem('tree-unreachable', place, says, fix), about: way }];
  });
}

function visitsOf(known: MirrorSurvey | undefined, now: Date): MirrorSurvey['visits'] {
  return (known?.visits ?? []).filter((look) => isRecent(look, now));
}

function isRecent({ at }: Look, now: Date): boolean {
  return now.getTime() - at.getTime() < SURVEY_OLD_AFTER_MS;
}

/** Folders that cannot be looked at. */
function folderProblems(mirrors: readonly Mirror[], survey: Survey, place: Place, now: Date): Problem[] {
  const looks = mirrors.flatMap(({ cname }) => {
    const folder = survey.mirrors.get(cname)?.folder;
    const isOdd = folder?.fault === 'hanging' || folder?.fault === 'unreadable';
    return folder && isOdd && isRecent(folder, now) ? [{ cname, folder }] : [];
  });
  return [...Map.groupBy(looks, ({ folder }) => folder.fault)].map(([fault, of]) => {
    const [first] = of as [(typeof of)[number]];
    const why =
      fault === 'hanging' ? 'its file system does not answer' : plainText(first.folder.says ?? 'it is forbidden');
    const says = `${counted(of.length, 'folder')} of mirrors cannot be looked at; ${quoted(first.cname)}: ${why}`;
    const fix = 'Give the user who builds permission to read it, or mend the disk.';
    return { ...problem('tree-unreadable', place, says, fix), about: fault ?? '' };
  });
}

function certificateProblems({ certificates }: Survey, place: Place, now: Date): Problem[] {
  return [...certificates].flatMap(([host, until]) => {
    if (until.getTime() - now.getTime() > CERTIFICATE_ENDS_BEFORE_MS) return [];
    const says = `the certificate of ${quoted(host)} ends on ${isoSeconds(until)}`;
    const fix = 'Renew it, and see why that did not happen by itself.';
    return [{ ...problem('certificate-ends', place, says, fix), about: host }];
  });
}

/** What others say, on one line. */
function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);
}
