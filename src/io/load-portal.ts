import { resolve } from 'node:path';
import { isFailure, OperatorError } from '../base/operator-error.ts';
import type { Checked } from '../base/problems.ts';
import { toLayer } from '../content/portal-schema.ts';
import { mergeGenisolist } from '../downloads/merge-genisolist.ts';
import type { DownloadRule } from '../model/download-rule.ts';
import { defaultHold } from '../model/hold.ts';
import type { Portal } from '../model/portal.ts';
import { noSurvey } from '../model/survey.ts';
import { assemblePortal, type HistoryFacts, noHistory } from '../portal/assemble.ts';
import { keyProblems } from '../portal/help-keys.ts';
import { deadPathProblems, withoutDeadPaths } from '../portal/help-paths.ts';
import { lossProblem, planSiteHold, siteFaultProblem, siteHeld } from '../portal/site-hold.ts';
import type { FetchedText } from '../portal/snapshot.ts';
import { treeProblems } from '../portal/tree-problems.ts';
import { unknownKinds } from '../portal/unknown-kinds.ts';
import { withScans } from '../portal/with-scans.ts';
import { withTrees } from '../portal/with-trees.ts';
import { reservedNames } from '../site/registry.ts';
import { surveyMoments } from '../survey/judge-survey.ts';
import { withFilledHelp } from './inspect-filled.ts';
import { keptServed } from './kept-served.ts';
import type { Origin } from './last-run.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { type LoadedContent, loadContent } from './load-content.ts';
import { loadDownloadRules } from './load-download-rules.ts';
import { type GenisolistRules, loadGenisolist } from './load-genisolist.ts';
import { loadHelp } from './load-help.ts';
import { loadKinds } from './load-kinds.ts';
import { type LoadedSources, loadSources, type SourceFolders } from './load-sources.ts';
import { measureDisk } from './measure-disk.ts';
import { hasKept, keptFolder, loadShown, recordLost, type ShownFolders } from './shown-file.ts';
import type { Scanned } from './survey/scan-portal.ts';
import { loadScans } from './survey/scans-file.ts';
import { loadSizes } from './survey/sizes-file.ts';
import { loadSurvey } from './survey/survey-file.ts';
import type { Surveyed } from './survey/survey-portal.ts';

export interface PortalFolders extends SourceFolders, ShownFolders {
  /** Where Heliostat is, with the library of help. */
  readonly home: string;
  /** Where the configuration of servers is emitted. */
  readonly configOut?: string | undefined;
}

/** How a portal is come by. */
export interface LoadOptions {
  /** Facts about mirrors from the history. */
  readonly historyFacts?: HistoryFacts | undefined;
  /** Ask no source over the network. */
  readonly isOffline?: boolean | undefined;
  /**
   * What to do if this site must not replace the published one: throw; report a problem; report it and
   * use the last valid portal.yaml; or nothing, the default.
   */
  readonly onHold?: 'throw' | 'report' | 'go-on' | undefined;
  /** Which trees to look at: all, those that are due, or none. Default: none where sources are not asked, else `due` */
  readonly survey?: 'all' | 'due' | 'known' | undefined;
  /** What sources behind an address answered just now, by id; they are not asked again. */
  readonly given?: ReadonlyMap<string, FetchedText> | undefined;
}

/** A portal, and what it was made from. */
export interface LoadedPortal extends Portal {
  readonly origin: Origin;
  /** Moments at which what surveys say changes by itself, or there is something to look at again. */
  readonly moments: readonly Date[];
}

/**
 * Everything the site is made from: content as it is, sources as of their last good answer.
 *
 * @throws OperatorError, `no-site` when neither content nor a source says who the site is
 * @throws OperatorError, `held` when it must not replace the one that was published before
 */
export async function loadPortal(
  folders: PortalFolders,
  now: Date,
  { historyFacts = noHistory, isOffline, onHold, given, survey = isOffline ? 'known' : 'due' }: LoadOptions = {},
): Promise<Checked<LoadedPortal>> {
  const before = onHold && loadShown(folders);
  const { value: content, problems: contentProblems } = before
    ? loadHeldContent(folders, onHold)
    : loadContent(folders);
  const rule = content.content.hold ?? defaultHold;
  const { value: sourceData, problems: sourceProblems } = await loadSources(content.sources, folders, now, {
    rule,
    isOffline,
    given,
  });
  const { value: disk, problems: diskProblems } = await measureDisk(
    content.content.disk?.path,
    folders.content,
    content.contentFile,
  );
  const { contentFile } = content;
  const layers = content.content.help?.layers ?? [];
  const { value: help, problems: helpProblems } = await loadHelp({
    ...folders,
    ownFiles: content.helpFiles,
    contentFile,
    layers,
  });
  const { value: catalogue, problems: catalogueProblems } = loadCatalogue(folders.home);
  const { value: known, problems: ruleProblems } = loadAllRules(content, folders);
  const { rules } = known;
  const found = [
    ...contentProblems,
    ...sourceProblems,
    ...diskProblems,
    ...helpProblems,
    ...catalogueProblems,
    ...ruleProblems,
  ];
  try {
    const { value: portal, problems } = assemblePortal({
      ...content,
      ...sourceData,
      disk,
      catalogue,
      help,
      downloadRules: rules,
      historyFacts,
      reservedNames,
      now,
    });
    const lost = before ? planSiteHold(before, portal, rule) : [];
    const all = [...found, ...problems, ...(lost.length > 0 ? [lossProblem(contentFile, lost)] : [])];
    if (lost.length > 0 && onHold === 'throw') {
      recordLost(folders, lost);
      throw siteHeld(all);
    }
    const { value: surveyed, problems: unseen } = await surveyTrees(portal, folders, now, survey);
    const filled = await withFilledHelp(portal, surveyed.survey, folders.data);
    const scanned = await scanTrees(portal, rules, folders, now, survey);
    const looked = withTrees(filled, surveyed.survey, loadSizes(folders.data), now);
    const grown = withScans(withoutDeadPaths(looked, surveyed.survey), rules, scanned.scans);
    all.push(...unseen, ...treeProblems(grown, surveyed.survey, now), ...deadPathProblems(grown, surveyed.survey));
    all.push(...keyProblems(grown, surveyed.survey, now));
    const kinds = (portal.serve ?? portal.survey) && loadKinds(folders.home, folders.content);
    // A survey reads them too, and reports what is wrong with them.
    if (kinds && (!portal.survey || survey === 'known')) all.push(...kinds.problems);
    if (kinds && portal.survey) all.push(...unknownKinds(content.mirrorFiles, kinds.value));
    const kept = await keptServed(grown, folders.configOut, new Set(before?.accepted));
    const siteFaults = lost.length > 0 ? [...content.siteFaults, 'too much is gone'] : content.siteFaults;
    const origin = originOf(
      content,
      sourceData,
      { content: folders.content, ruleFiles: known.files },
      [surveyed, scanned].some((part) => isLeftOver(part, now)),
    );
    const moments = [...treeMoments(portal, surveyed), ...(scanned.next ? [scanned.next] : [])];
    return { value: { ...grown, kinds: kinds?.value, kept, siteFaults, origin, moments }, problems: all };
  } catch (error) {
    if (!isFailure(error, 'no-site')) throw error;
    if (before && onHold === 'throw')
      throw siteHeld([...found, siteFaultProblem(contentFile, ['site.url or site.abbr is missing or invalid'])]);
    throw new OperatorError(error.message, undefined, { kind: 'no-site', problems: found, cause: error });
  }
}

/** What surveys have seen; the code that looks at trees is loaded only when one is to be looked at. */
async function surveyTrees(
  portal: Portal,
  folders: PortalFolders,
  now: Date,
  which: LoadOptions['survey'],
): Promise<Checked<Surveyed>> {
  if (!portal.survey || which === 'known')
    return { value: { survey: portal.survey ? loadSurvey(folders.data) : noSurvey, next: undefined }, problems: [] };
  const { surveyPortal } = await import('./survey/survey-portal.ts');
  return surveyPortal(portal, folders, now, which === 'all');
}

/** The rules for downloads, after those of genisolist where portal.yaml names its configuration. */
function loadAllRules({ content }: LoadedContent, folders: PortalFolders): Checked<GenisolistRules> {
  const known = loadDownloadRules(folders.home, folders.content);
  const { genisolist } = content.downloads ?? {};
  if (genisolist === undefined) return { value: { rules: known.value, files: [] }, problems: known.problems };
  const { value, problems } = loadGenisolist(resolve(folders.content, genisolist));
  const rules = mergeGenisolist(known.value, value.rules);
  return { value: { rules, files: value.files }, problems: [...known.problems, ...problems] };
}

/** What searches for downloads have found; the code that searches is loaded only when something is to be searched. */
async function scanTrees(
  portal: Portal,
  rules: readonly DownloadRule[],
  { data }: PortalFolders,
  now: Date,
  which: LoadOptions['survey'],
): Promise<Scanned> {
  if (!portal.downloadSearch || which === 'known')
    return { scans: portal.downloadSearch ? loadScans(data) : [], next: undefined };
  const { scanPortal } = await import('./survey/scan-portal.ts');
  return scanPortal(portal, rules, data, now, which === 'all');
}

function treeMoments({ survey: settings }: Portal, { survey, next }: Surveyed): readonly Date[] {
  return settings ? [...surveyMoments(survey), ...(next ? [next] : [])] : [];
}

/** Whether there was no time for all that is to be looked at, so that the next run has something to do. */
function isLeftOver({ next }: Pick<Surveyed, 'next'>, now: Date): boolean {
  return next !== undefined && next <= now;
}

function originOf(
  { named, content }: LoadedContent,
  said: LoadedSources,
  read: { readonly content: string; readonly ruleFiles: readonly string[] },
  isLeftOver: boolean,
): Origin {
  const layers = (content.help?.layers ?? []).map((layer) => resolve(read.content, toLayer(layer).path));
  return {
    named: [...named, ...read.ruleFiles],
    layers,
    asked: said.asked,
    confirmed: new Set(said.confirmed),
    isMoving: said.isMoving || content.disk !== undefined || isLeftOver,
  };
}

/** @throws OperatorError, `held` when the content has a fault that decides what is on the site at all */
function loadHeldContent(folders: PortalFolders, onHold: LoadOptions['onHold']): Checked<LoadedContent> {
  const { value, problems } = loadContent(folders);
  if (value.siteFaults.length === 0) return { value, problems };
  const reported = [...problems, siteFaultProblem(value.contentFile, value.siteFaults)];
  if (onHold === 'throw') throw siteHeld(reported);
  if (onHold === 'report' || !hasKept(folders.data)) return { value, problems: reported };
  return {
    value: { ...loadContent(folders, keptFolder(folders.data)).value, siteFaults: value.siteFaults },
    problems: reported,
  };
}
