import { resolve } from 'node:path';
import { addressBelowSite } from '../../base/address.ts';
import { type Checked, problem } from '../../base/problems.ts';
import { mirrorFolder } from '../../emit/serve-plan.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import type { Look, MirrorSurvey, Survey, UpstreamStamp } from '../../model/survey.ts';
import type { SurveyContent } from '../../model/survey-schema.ts';
import { questionsOf } from '../../portal/help-found.ts';
import { keysShown } from '../../portal/help-keys.ts';
import { filesAsked } from '../../portal/help-paths.ts';
import { siteEntrances } from '../../survey/entrances.ts';
import {
  dueFolders,
  dueUpstreams,
  dueVisits,
  type Entrance,
  isSameWay,
  kindOf,
  nextDue,
  type SurveyedMirror,
  type UpstreamVisit,
  type Visit,
} from '../../survey/plan-survey.ts';
import { withoutGone } from '../../survey/without-gone.ts';
import { withFilledHelp } from '../inspect-filled.ts';
import { loadKinds } from '../load-kinds.ts';
import { readTransport, TransportFault } from '../transport.ts';
import type { FolderAnswer } from './folder-worker.ts';
import { lookAtFolders } from './look-folders.ts';
import { loadSurvey, saveSurvey } from './survey-file.ts';
import type { Visited, VisitOptions } from './visit-mirrors.ts';

/** Where a survey finds what it needs. */
export interface SurveyFolders {
  readonly content: string;
  readonly data: string;
  readonly home: string;
}

/** Every tree is due, and there is time for it; upstreams are not asked more often for that. */
const WHOLE = { everyMinutes: 0, seconds: 3600 };

/** What surveys have seen so far. */
export interface Surveyed {
  readonly survey: Survey;
  /** When there is something to look at again; undefined when nothing is looked at. */
  readonly next: Date | undefined;
}

type Kinds = ReturnType<typeof loadKinds>['value'];

/**
 * Look at the trees that are due, within the time that the operator allows, and keep what was seen.
 *
 * @param isWhole look at every tree, due or not, however long it takes
 * @throws OperatorError, `unwritable`
 */
export async function surveyPortal(
  portal: Portal,
  folders: SurveyFolders,
  now: Date,
  isWhole: boolean,
): Promise<Checked<Surveyed>> {
  const known = loadSurvey(folders.data);
  const settings = portal.survey && (isWhole ? { ...portal.survey, ...WHOLE } : portal.survey);
  if (!settings) return { value: { survey: known, next: undefined }, problems: [] };
  const mirrors = surveyedMirrors(await withFilledHelp(portal, known, folders.data));
  const { value: kinds, problems } = loadKinds(folders.home, folders.content);
  const { value: ca, problems: caProblems } = loadCa(settings, portal, folders);
  const until = new Date(Date.now() + settings.seconds * 1000);
  const looked = await lookDue(portal, mirrors, kinds, known, { settings, until, now, data: folders.data });
  const seen = await askOthers(portal, mirrors, kinds, looked, { settings, ca, until, now });
  const value = withoutGone(seen, mirrors, siteWays(portal), kinds, settings);
  saveSurvey(folders.data, value);
  return {
    value: { survey: value, next: Date.now() < until.getTime() ? nextDue(value, portal.survey!) : now },
    problems: [...problems, ...caProblems],
  };
}

/** The mirrors that have a tree of their own. */
function surveyedMirrors(portal: Portal): SurveyedMirror[] {
  const { dataRoot } = portal.serve ?? {};
  const asked = filesAsked(portal);
  return portal.mirrors
    .filter(({ alias, survey }) => alias === undefined && !survey?.skip)
    .map((mirror) => ({
      cname: mirror.cname,
      folder: dataRoot === undefined ? undefined : mirrorFolder(mirror, portal, dataRoot),
      below: belowSite(mirror, portal),
      kind: mirror.survey?.kind,
      upstream: mirror.survey?.upstream,
      asked: asked.get(mirror.cname),
      questions: portal.help.has(mirror.cname) ? questionsOf(portal.help.get(mirror.cname)!) : [],
      keys: keysShown(portal, mirror.cname),
      lastSuccess: mirror.sync.lastSuccess,
    }));
}

function belowSite({ addresses }: Mirror, { site }: Portal): string | undefined {
  const below = addresses.map((address) => addressBelowSite(address, site.url)).find((path) => path !== undefined);
  return below === undefined || /[?#]/.test(below) ? undefined : below.replace(/\/+$/, '') || undefined;
}

/** Look at the folders that are due, and again at those where there are options of help that lead to yet other files. */
async function lookDue(
  portal: Portal,
  mirrors: readonly SurveyedMirror[],
  kinds: Kinds,
  known: Survey,
  { settings, data, ...when }: Omit<AskContext, 'ca'> & { readonly data: string },
): Promise<Survey> {
  const due = dueFolders(mirrors, known, settings, when.now);
  const answers = await lookAt(due, portal, kinds, known, when);
  const looked = withFolders(known, mirrors, answers, kinds);
  const answered = new Set(answers.map(({ cname }) => cname));
  const asked = filesAsked(await withFilledHelp(portal, looked, data));
  const again = due.flatMap((mirror) => {
    const all = asked.get(mirror.cname) ?? [];
    const isNew = answered.has(mirror.cname) && all.some((file) => !mirror.asked?.includes(file));
    return isNew ? { ...mirror, asked: all } : [];
  });
  return withFolders(looked, mirrors, await lookAt(again, portal, kinds, looked, when), kinds);
}

function lookAt(
  mirrors: readonly SurveyedMirror[],
  { serve }: Portal,
  kinds: Kinds,
  known: Survey,
  { now, until }: Pick<AskContext, 'now' | 'until'>,
): Promise<readonly FolderAnswer[]> {
  const jobs = mirrors.map((mirror) => ({
    cname: mirror.cname,
    folder: mirror.folder!,
    kind: kindOf(mirror, known.mirrors.get(mirror.cname), kinds)?.name,
    asked: mirror.asked ?? [],
    questions: mirror.questions ?? [],
    keys: mirror.keys ?? [],
  }));
  return jobs.length === 0 ? Promise.resolve([]) : lookAtFolders(jobs, { kinds, now, root: serve!.dataRoot }, until);
}

interface AskContext {
  readonly settings: SurveyContent;
  /** Certificates of authorities that are trusted, in PEM. */
  readonly ca: readonly string[] | undefined;
  readonly until: Date;
  readonly now: Date;
}

/** The certificates of authorities that are trusted; those of Node alone where the file cannot be used. */
function loadCa(
  { ca }: SurveyContent,
  { contentFile = 'portal.yaml' }: Portal,
  { content }: SurveyFolders,
): Checked<readonly string[] | undefined> {
  try {
    return { value: readTransport({ ca }, resolve(content)).ca, problems: [] };
  } catch (error) {
    if (!(error instanceof TransportFault)) throw error;
    const fix =
      'Correct the path, which is relative to the content folder; until then, the certificates of Node are trusted.';
    return {
      value: undefined,
      problems: [problem('bad-value', { file: contentFile }, `survey: ${error.message}`, fix)],
    };
  }
}

function siteWays({ site, endpoints, serve }: Portal): Entrance[] {
  return siteEntrances(site.url, endpoints, serve?.rsync !== undefined);
}

/** Ask the site's own endpoints and upstreams, both at once. */
async function askOthers(
  portal: Portal,
  mirrors: readonly SurveyedMirror[],
  kinds: Kinds,
  known: Survey,
  { settings, ca, until, now }: AskContext,
): Promise<Survey> {
  const visits = settings.visits ? dueVisits(mirrors, siteWays(portal), kinds, known, settings, now) : [];
  const upstreams = settings.upstream ? dueUpstreams(mirrors, kinds, known, settings, now) : [];
  const options = { userAgent: `heliostat (+${portal.site.url})`, perHost: settings.perHost, ca, now, until };
  const [visited, stamps] = await askAll(visits, upstreams, options);
  const stampsByCname = new Map(upstreams.map(({ cname, url }) => [cname, stamps.get(url)]));
  return withVisits(known, mirrors, { visited, stamps: stampsByCname }, kinds);
}

/** Node's clients take 10 MB of memory, and are loaded only when there is something to ask. */
async function askAll(
  visits: readonly Visit[],
  upstreams: readonly UpstreamVisit[],
  options: VisitOptions,
): Promise<[readonly Visited[], ReadonlyMap<string, UpstreamStamp>]> {
  if (visits.length + upstreams.length === 0) return [[], new Map()];
  const [{ visitMirrors }, { askUpstreams }] = await Promise.all([
    import('./visit-mirrors.ts'),
    import('./ask-upstreams.ts'),
  ]);
  return Promise.all([visitMirrors(visits, options), askUpstreams(upstreams, options)]);
}

/** What was seen before, with new looks at folders. A tree whose kind is unknown is a plain folder. */
function withFolders(
  survey: Survey,
  mirrors: readonly SurveyedMirror[],
  answers: readonly FolderAnswer[],
  kinds: Kinds,
): Survey {
  const answersByCname = new Map(answers.map((answer) => [answer.cname, answer]));
  const looked = mirrors.map((mirror) => {
    const known = survey.mirrors.get(mirror.cname);
    const answer = answersByCname.get(mirror.cname);
    const kind = kinds.get(answer?.kind ?? '') ?? kindOf(mirror, known, kinds);
    const folder = answer ? withKnownHelp(answer.look, known?.folder) : known?.folder;
    const base: MirrorSurvey = {
      visits: [],
      ...known,
      kind: kind?.name ?? '',
      behindHours: kind?.behindHours ?? 0,
      folder: mirror.folder === undefined ? undefined : folder,
    };
    return [mirror.cname, base] as const;
  });
  return { ...survey, mirrors: new Map(looked) };
}

/** A folder that cannot be read at the moment takes nothing from help, and gives nothing back. */
function withKnownHelp(look: Look | undefined, known: Look | undefined): Look | undefined {
  if (look?.fault !== 'hanging' && look?.fault !== 'unreadable') return look;
  return { ...look, found: known?.found, unfound: known?.unfound, keys: known?.keys };
}

function withVisits(
  survey: Survey,
  mirrors: readonly SurveyedMirror[],
  { visited, stamps }: { visited: readonly Visited[]; stamps: ReadonlyMap<string, UpstreamStamp | undefined> },
  kinds: Kinds,
): Survey {
  const visitedByCname = Map.groupBy(visited, ({ visit }) => visit.cname);
  const seen = mirrors.map((mirror) => {
    const known = survey.mirrors.get(mirror.cname)!;
    const news = (visitedByCname.get(mirror.cname) ?? []).map(({ visit: { scheme, host, family }, look }) => ({
      scheme,
      host,
      family,
      ...look,
    }));
    const old = known.visits.filter((visit) => !news.some((other) => isSameWay(visit, other)));
    const kind = kindOf(mirror, known, kinds);
    const upstream = stamps.get(mirror.cname) ?? known.upstream;
    return [mirror.cname, { ...known, kind: kind?.name ?? known.kind, visits: [...old, ...news], upstream }] as const;
  });
  const ends = visited.flatMap(({ visit, certificateUntil }) =>
    certificateUntil ? [[visit.host, certificateUntil] as const] : [],
  );
  return { mirrors: new Map(seen), certificates: new Map([...survey.certificates, ...ends]) };
}
