import type { DownloadFacts } from '../model/download.ts';
import type { FileRule } from '../model/download-rule.ts';
import { isArchitecture } from './architectures.ts';
import { factsToName } from './facts-to-name.ts';
import { fillTemplate, type Groups, matchToGroups } from './fill-template.ts';
import { fileOf, nameToFacts } from './name-to-facts.ts';
import { newestFirst } from './version-order.ts';

/** A path that a rule takes, and what it says. */
export interface SelectedFile extends DownloadFacts {
  readonly path: string;
  /** For the templates of files beside it. */
  readonly groups: Groups;
}

/** Those of the paths that a rule takes: of each group, the files of its newest versions. */
export function selectFiles(rule: FileRule, paths: readonly string[]): SelectedFile[] {
  const expression = new RegExp(rule.match, rule.flags);
  const matched = [...new Set(paths)].sort().flatMap((path) => matchPath(path, expression, rule) ?? []);
  const groups = Map.groupBy(matched, ({ groups }) => fillTemplate(rule.newestOf ?? '', groups));
  return [...groups.values()].flatMap((files) => newestOf(files, rule.newest));
}

function newestOf(files: readonly SelectedFile[], newest: number): SelectedFile[] {
  const places = newestFirst(files.map(({ version = '' }) => version));
  return files.filter(({ version = '' }) => places.get(version)! < newest);
}

function matchPath(path: string, expression: RegExp, rule: FileRule): SelectedFile | undefined {
  const match = expression.exec(rule.matchOn === 'name' ? fileOf(path) : (rule.before ?? '') + path);
  if (!match) return undefined;
  const groups = matchToGroups(match);
  const facts = factsOf(groups, rule);
  return { path, groups, ...(rule.isPlatform ? platformToFacts(facts, path) : facts) };
}

function factsOf(groups: Groups, { version, architecture, kind }: FileRule): DownloadFacts {
  const fromGroups = (template: string | undefined, group: string) =>
    (template === undefined ? groups[group] : fillTemplate(template, groups)) || undefined;
  return {
    version: fromGroups(version, 'version'),
    architecture: fromGroups(architecture, 'architecture'),
    kind: fromGroups(kind, 'kind'),
  };
}

/** A platform may be a processor, a system, or both; what is no processor belongs to the kind. */
function platformToFacts(facts: DownloadFacts, path: string): DownloadFacts {
  const { architecture = '' } = facts;
  if (architecture === '' || isArchitecture(architecture)) return facts;
  return { ...nameToFacts(factsToName(facts, fileOf(path)), path), version: facts.version };
}
