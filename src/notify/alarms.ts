import type { Language } from '../base/localized.ts';
import { plainText } from '../base/plain-text.ts';
import { placeToText } from '../base/problem-report.ts';
import { type Problem, type ProblemCode, problemKey } from '../base/problems.ts';
import { freshnessMoments } from '../model/freshness.ts';
import { isSameEnd } from '../model/history.ts';
import { type Rule, type Rules, ruleNames } from '../model/notify-rules.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import type { TreeVerdict } from '../model/survey.ts';
import { overdueFrom } from '../portal/overdue.ts';
import { wordsIn } from '../words/index.ts';

/** What an alarm says, as it is kept until it is over. */
export interface AlarmFact {
  readonly rule: Rule;
  /** cname of the mirror that it is about. */
  readonly mirror?: string | undefined;
  /** What is wrong, in the language of the operator, on one line. */
  readonly says: string;
  /** What to do about it: a sentence. */
  readonly fix?: string | undefined;
  /** Address of a page that says more. */
  readonly url?: string | undefined;
}

/** Something that the operator is told of when it lasts. */
export interface Alarm extends AlarmFact {
  /** What it is known by from run to run. */
  readonly key: string;
  /** When it began, where that is known. */
  readonly since?: Date | undefined;
  /** It is not known whether it goes on: one that stands stays, and none begins. */
  readonly isDoubtful?: boolean | undefined;
}

/** What a run found. */
export interface Findings {
  /** Missing where the run did not get that far. */
  readonly portal?: Portal | undefined;
  readonly problems: readonly Problem[];
  /** Why the run failed, on one line. */
  readonly failure?: string | undefined;
  /** Since when the syncs of a mirror fail, as the history knows it. */
  readonly failedSince: ReadonlyMap<string, Date>;
}

/** How alarms are decided and worded. */
export interface AlarmContext extends Findings {
  readonly rules: Rules;
  readonly language: Language;
  readonly now: Date;
  /** Address of the page with the status of a mirror, or with all of them. */
  readonly pageOf: (mirror?: Mirror) => string | undefined;
}

/** The alarms of each rule, in the order of the table. */
const alarmsOfRule: Readonly<Record<Rule, (context: AlarmContext) => readonly Alarm[]>> = {
  failing: (context) =>
    ownMirrors(context).flatMap((mirror) => {
      const { state } = mirror.sync;
      if (state !== 'failed' && !isUnderWay(mirror)) return [];
      const since = context.failedSince.get(mirror.cname);
      return syncAlarm('failing', mirror, context, since, isUnderWay(mirror)).map((alarm) => ({
        ...alarm,
        ...lastError(mirror, context),
      }));
    }),
  late: (context) => outdatedAlarms('late', context),
  stale: (context) => outdatedAlarms('stale', context),
  broken: (context) => treeAlarms('broken', 'broken', context),
  behind: (context) => treeAlarms('behind', 'stale', context),
  unreachable: (context) => problemAlarms('unreachable', 'tree-unreachable', context),
  certificate: (context) => problemAlarms('certificate', 'certificate-ends', context),
  overdue: overdueAlarms,
  silent: ({ portal, language, pageOf }) =>
    (portal?.snapshots ?? [])
      .filter(({ isStale, isHeld }) => isStale && !isHeld)
      .map(({ source, asOf }) => {
        const says = wordsIn(language).notify.alarm.silent(source);
        return { rule: 'silent', key: `silent:${source}`, says, since: asOf, url: pageOf() };
      }),
  held: ({ portal, language, pageOf }) =>
    (portal?.snapshots ?? [])
      .filter(({ isHeld }) => isHeld)
      .map(({ source }) => {
        const says = wordsIn(language).notify.alarm.held(source);
        return { rule: 'held', key: `held:${source}`, says, url: pageOf() };
      }),
  disk: ({ portal, rules, language, pageOf }) => {
    if (!portal?.disk || !rules.disk) return [];
    const { percent: most } = rules.disk;
    const { percent } = portal.disk;
    if (percent <= most - DISK_SLACK) return [];
    const says = wordsIn(language).notify.alarm.disk(most);
    return [{ rule: 'disk', key: 'disk', says, url: pageOf(), isDoubtful: percent <= most }];
  },
  problem: ({ problems, rules }) => {
    const isTold = ({ code, level }: Problem) =>
      !OF_OTHER_RULES.has(code) && rules.problem && (level === 'error' || rules.problem.level === 'warning');
    return problems.filter(isTold).map((found) => {
      const says = plainText(`${placeToText(found.place)}: ${found.says} [${found.code}]`);
      return { rule: 'problem', key: `problem:${problemKey(found)}`, says, fix: found.fix };
    });
  },
  run: ({ problems, failure, language }) => {
    const { failedRun, heldSite } = wordsIn(language).notify.alarm;
    const held = problems.find(({ code }) => code === 'site-held');
    // A run that failed may not have got far enough to see whether the site is still held.
    const isDoubtful = !held && failure !== undefined;
    return [
      ...(failure === undefined ? [] : [{ rule: 'run', key: 'run', says: plainText(failedRun(failure)) } as const]),
      ...(held || isDoubtful
        ? [{ rule: 'run', key: 'run:held', says: heldSite, fix: held?.fix, isDoubtful } as const]
        : []),
    ];
  },
};

/** Percent below the threshold at which a full disk is over: around it, files come and go all the time. */
const DISK_SLACK = 2;

/** Problems that a rule of their own tells, and those of telling itself. */
const OF_OTHER_RULES: ReadonlySet<ProblemCode> = new Set([
  'certificate-ends',
  'next-run-overdue',
  'notify-failed',
  'site-held',
  'source-missing',
  'source-shrunk',
  'source-stale',
  'sync-failed',
  'tree-behind',
  'tree-broken',
  'tree-unreachable',
]);

/** Every alarm that stands, as far as this run knows. */
export function alarmsOf(context: AlarmContext): Alarm[] {
  return ruleNames.filter((rule) => context.rules[rule]).flatMap((rule) => alarmsOfRule[rule](context));
}

/** Whether a run says nothing about a rule, so that its alarms stay as they are. */
export function isUnknown(rule: Rule, { portal, rules }: Pick<AlarmContext, 'portal' | 'rules'>): boolean {
  if (!rules[rule] || rule === 'run') return false;
  return rule === 'disk' ? !portal?.disk : !portal;
}

/** What its program wrote last, as what to do about a failing mirror. */
function lastError({ cname }: Mirror, { portal, language }: AlarmContext): Pick<AlarmFact, 'fix'> {
  const failure = portal?.failures?.get(cname);
  return failure ? { fix: plainText(wordsIn(language).notify.lastError(failure.text)) } : {};
}

/** The mirrors that have a state of their own. */
function ownMirrors({ portal }: AlarmContext): readonly Mirror[] {
  return (portal?.mirrors ?? []).filter(({ alias }) => alias === undefined);
}

/** A running sync says nothing about how the last one ended. */
function isUnderWay({ sync: { state } }: Mirror): boolean {
  return state === 'syncing' || state === 'pending';
}

/** Whether the last sync that ended has failed. */
function isRetried({ sync: { lastSuccess, lastAttempt } }: Mirror): boolean {
  return (
    lastAttempt !== undefined && (!lastSuccess || (lastAttempt > lastSuccess && !isSameEnd(lastSuccess, lastAttempt)))
  );
}

/** A failing mirror gets old as well, which is no news. */
function outdatedAlarms(rule: 'late' | 'stale', context: AlarmContext): Alarm[] {
  return ownMirrors(context).flatMap((mirror) => {
    const { sync, freshness, expected, tree } = mirror;
    // What a survey saw says more than the time of a sync, and has its own rules.
    if (tree?.verdict) return [];
    if (freshness !== 'stale' && freshness !== rule) return [];
    if (sync.state !== 'success' && sync.state !== 'failed' && !isUnderWay(mirror)) return [];
    const [, late, stale] = freshnessMoments(sync, expected.everyHours);
    const isDoubtful = sync.state === 'failed' || (isUnderWay(mirror) && isRetried(mirror));
    return syncAlarm(rule, mirror, context, rule === 'late' ? late : stale, isDoubtful);
  });
}

/** What a survey found in trees. One at which nobody has looked lately may be as it was. */
function treeAlarms(rule: 'broken' | 'behind', verdict: TreeVerdict, context: AlarmContext): Alarm[] {
  const { portal, problems } = context;
  if (!portal?.survey) return [];
  const code = rule === 'broken' ? 'tree-broken' : 'tree-behind';
  return ownMirrors(context).flatMap((mirror) => {
    const { tree, cname } = mirror;
    if (tree && tree.verdict !== verdict) return [];
    const found = problems.filter((one) => one.code === code && one.about === cname);
    const fix = found.length > 0 ? plainText(found.map(({ says }) => says).join('; ')) : undefined;
    return [{ ...mirrorAlarm(rule, mirror, context), fix, isDoubtful: tree === undefined }];
  });
}

/** Alarms of which the problems know all: what is wrong, and what to do. */
function problemAlarms(
  rule: 'unreachable' | 'certificate',
  code: ProblemCode,
  { problems, language, pageOf }: AlarmContext,
): Alarm[] {
  return problems
    .filter((found) => found.code === code)
    .map(({ about = '', says, fix }) => ({
      rule,
      key: `${rule}:${about}`,
      says: plainText(wordsIn(language).notify.alarm[rule](about)),
      fix: plainText(`${says}. ${fix}`),
      url: pageOf(),
    }));
}

/** While its source is silent or no longer lists it, nothing new is known of a sync: there is one alarm for all of them. */
function syncAlarm(
  rule: 'failing' | 'late' | 'stale',
  mirror: Mirror,
  context: AlarmContext,
  since: Date | undefined,
  isDoubtful: boolean,
): Alarm[] {
  const { source, unreportedSince } = mirror;
  const isSilent = context.portal?.snapshots.some((snapshot) => snapshot.source === source && snapshot.isStale);
  const isUnknown = isSilent || unreportedSince !== undefined;
  return [{ ...mirrorAlarm(rule, mirror, context), since, isDoubtful: isDoubtful || isUnknown }];
}

function mirrorAlarm(
  rule: 'failing' | 'late' | 'stale' | 'broken' | 'behind',
  mirror: Mirror,
  { language, pageOf }: AlarmContext,
): Alarm {
  const { cname } = mirror;
  const says = plainText(wordsIn(language).notify.alarm[rule](cname));
  return { rule, key: `${rule}:${cname}`, mirror: cname, says, url: pageOf(mirror) };
}

/** One alarm for each source: when a worker dies, all its runs are overdue. */
function overdueAlarms(context: AlarmContext): Alarm[] {
  const { language, pageOf, now } = context;
  const overdue = ownMirrors(context).flatMap(({ cname, source, ...mirror }) => {
    const from = overdueFrom({ cname, source, ...mirror });
    return source !== undefined && from && from < now ? [{ cname, source, from }] : [];
  });
  return [...Map.groupBy(overdue, ({ source }) => source)].map(([source, own]) => {
    const [first] = own.toSorted((a, b) => a.from.getTime() - b.from.getTime());
    const says = plainText(wordsIn(language).notify.alarm.overdue(source, first!.cname));
    return { rule: 'overdue', key: `overdue:${source}`, says, since: first!.from, url: pageOf() };
  });
}
