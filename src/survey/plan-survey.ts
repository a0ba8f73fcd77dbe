import type { HelpKey } from '../model/help-key.ts';
import type { Kind, Stamp } from '../model/kind.ts';
import { cnameToKind } from '../model/kind.ts';
import type { Look, MirrorSurvey, Survey, VisitorWay } from '../model/survey.ts';
import type { SurveyContent } from '../model/survey-schema.ts';
import type { TreeQuestion } from '../model/tree-question.ts';

/** A mirror as far as a survey has to know it. */
export interface SurveyedMirror {
  readonly cname: string;
  /** Where its files are on this machine. */
  readonly folder?: string | undefined;
  /** Its address below the site, encoded and without a slash at its ends: `debian`; undefined when it is elsewhere. */
  readonly below?: string | undefined;
  /** What its content says of its kind and its upstream. */
  readonly kind?: string | undefined;
  readonly upstream?: string | undefined;
  /** Files that its help and that of others lead to, with `*` for any name. */
  readonly asked?: readonly string[] | undefined;
  /** What its help wants to know of its tree. */
  readonly questions?: readonly TreeQuestion[] | undefined;
  /** Keys whose fingerprints its help shows. */
  readonly keys?: readonly HelpKey[] | undefined;
  /** The end of its last good sync, after which its tree is another one. */
  readonly lastSuccess?: Date | undefined;
}

/** An endpoint as a visitor reaches it. */
export interface Entrance extends VisitorWay {
  /** What takes the place of the site's address, without a slash at the end. */
  readonly base: string;
}

/** A file to ask for as a visitor, or the address of the tree where no stamp is known. */
export interface Visit extends VisitorWay {
  readonly cname: string;
  readonly url: string;
  readonly stamp?: Stamp | undefined;
}

/** An upstream's stamp to ask for, and what was known of it. */
export interface UpstreamVisit {
  readonly cname: string;
  readonly url: string;
  readonly stamp: Stamp;
  readonly known?: MirrorSurvey['upstream'];
}

type Settings = Pick<SurveyContent, 'everyMinutes' | 'upstreamMinutes'>;

/** The mirrors whose folder is to be looked at, the longest unseen first. */
export function dueFolders(
  mirrors: readonly SurveyedMirror[],
  survey: Survey,
  { everyMinutes }: Settings,
  now: Date,
): SurveyedMirror[] {
  const lookOf = ({ cname }: SurveyedMirror) => survey.mirrors.get(cname)?.folder;
  return oldestFirst(
    mirrors.filter((mirror) => mirror.folder !== undefined && isDue(lookOf(mirror), mirror, everyMinutes, now)),
    (mirror) => lookOf(mirror)?.at,
  );
}

/** The visits to make, those of the longest unseen mirrors first. */
export function dueVisits(
  mirrors: readonly SurveyedMirror[],
  entrances: readonly Entrance[],
  kinds: ReadonlyMap<string, Kind>,
  survey: Survey,
  { everyMinutes }: Settings,
  now: Date,
): Visit[] {
  const visits = mirrors.flatMap((mirror) => {
    const known = survey.mirrors.get(mirror.cname);
    return entrances.flatMap((entrance) => {
      const last = known?.visits.find((visit) => isSameWay(visit, entrance));
      const visit =
        mirror.below !== undefined && toVisit(mirror, mirror.below, entrance, kindOf(mirror, known, kinds), known);
      return visit && isDue(last, mirror, everyMinutes, now) ? [{ visit, at: last?.at }] : [];
    });
  });
  return oldestFirst(visits, ({ at }) => at).map(({ visit }) => visit);
}

/** The upstreams to ask; one that several mirrors are compared with is asked once, and known to all. */
export function dueUpstreams(
  mirrors: readonly SurveyedMirror[],
  kinds: ReadonlyMap<string, Kind>,
  survey: Survey,
  { upstreamMinutes }: Settings,
  now: Date,
): UpstreamVisit[] {
  return mirrors.flatMap((mirror) => {
    const known = survey.mirrors.get(mirror.cname);
    const compared = upstreamToCompare(mirror, known, kinds);
    if (!compared) return [];
    const last = known?.upstream?.url === compared.url ? known.upstream : undefined;
    return last && !isOlder(last.at, upstreamMinutes, now) ? [] : [{ cname: mirror.cname, ...compared, known: last }];
  });
}

/** The address of the stamp at upstream that a mirror is compared with; undefined when there is none. */
export function upstreamToCompare(
  mirror: SurveyedMirror,
  known: MirrorSurvey | undefined,
  kinds: ReadonlyMap<string, Kind>,
): Pick<UpstreamVisit, 'url' | 'stamp'> | undefined {
  const { cname, upstream } = mirror;
  const kind = kindOf(mirror, known, kinds);
  const root = upstream ?? kind?.upstreams[cname] ?? kind?.upstreams[cname.toLowerCase()];
  const stamp = kind && comparedStamp(kind, known);
  return root !== undefined && stamp ? { url: `${root.replace(/\/$/, '')}/${stamp.file}`, stamp } : undefined;
}

/** When something is due to be looked at again, of all that was looked at; undefined when nothing was. */
export function nextDue({ mirrors }: Survey, { everyMinutes, upstreamMinutes }: Settings): Date | undefined {
  const dues = [...mirrors.values()].flatMap(({ folder, visits, upstream }) => [
    ...[...(folder ? [folder] : []), ...visits].map(({ at }) => at.getTime() + everyMinutes * 60_000),
    ...(upstream ? [upstream.at.getTime() + upstreamMinutes * 60_000] : []),
  ]);
  return dues.length === 0 ? undefined : new Date(dues.reduce((a, b) => Math.min(a, b)));
}

/** The kind of a mirror: what content says, what its cname says, or what was found in its folder. */
export function kindOf(
  { cname, kind }: SurveyedMirror,
  known: MirrorSurvey | undefined,
  kinds: ReadonlyMap<string, Kind>,
): Kind | undefined {
  return cnameToKind(cname, kind, kinds) ?? (known && kinds.get(known.kind));
}

/** Whether two ways are one. */
export function isSameWay(a: VisitorWay, b: VisitorWay): boolean {
  return a.scheme === b.scheme && a.host === b.host && a.family === b.family;
}

/** The stamp that was read here; before the first look the first one that has no pattern. */
function comparedStamp(kind: Kind, known: MirrorSurvey | undefined): Stamp | undefined {
  const file = (known?.folder?.stamp ?? known?.visits.find(({ stamp }) => stamp)?.stamp)?.file;
  const plain = kind.stamps.find((stamp) => !stamp.file.includes('*') && stamp.from !== 'commit');
  if (file === undefined) return plain;
  const read = kind.stamps.find((stamp) => isLike(stamp.file, file));
  return read && read.from !== 'commit' ? { ...read, file } : undefined;
}

function isLike(pattern: string, file: string): boolean {
  const steps = file.split('/');
  const patterns = pattern.split('/');
  const fits = (step: string, like: string) =>
    new RegExp(
      `^${like
        .split('*')
        .map((part) => part.replaceAll(/[\\^$.+?()[\]{}|]/g, '\\$&'))
        .join('.*')}$`,
    ).test(step);
  return steps.length === patterns.length && steps.every((step, position) => fits(step, patterns[position]!));
}

function toVisit(
  { cname }: SurveyedMirror,
  below: string,
  { base, ...way }: Entrance,
  kind: Kind | undefined,
  known: MirrorSurvey | undefined,
): Visit {
  const root = way.scheme === 'rsync' ? `${base}/${below.replaceAll('/', '-')}` : `${base}/${below}`;
  const stamp = kind && comparedStamp(kind, known);
  return { ...way, cname, url: stamp ? `${root}/${stamp.file}` : `${root}/`, stamp };
}

function isDue(look: Look | undefined, { lastSuccess }: SurveyedMirror, everyMinutes: number, now: Date): boolean {
  return (
    !look ||
    isOlder(look.at, everyMinutes, now) ||
    (lastSuccess !== undefined && lastSuccess > look.at && lastSuccess <= now)
  );
}

/** A look that is ahead of the clock was taken by a clock that was wrong. */
function isOlder(at: Date, minutes: number, now: Date): boolean {
  const age = now.getTime() - at.getTime();
  return age >= minutes * 60_000 || age < -60_000;
}

function oldestFirst<T>(items: readonly T[], atOf: (item: T) => Date | undefined): T[] {
  return items.toSorted((a, b) => (atOf(a)?.getTime() ?? 0) - (atOf(b)?.getTime() ?? 0));
}
