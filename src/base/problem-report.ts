import type { Place, Problem } from './problems.ts';

/** More problems of one code in one place than this are counted, not listed. */
const LISTED_PER_PLACE = 3;

/**
 * Render problems for people, one block each, errors first: `file:line:column: level: says [code]`,
 * so that editors and CI link the place, then the fix. The full list is always in the JSON form.
 */
export function problemsToText(problems: readonly Problem[]): string {
  return [...groupProblems(problems)]
    .sort(([a], [b]) => rank(a[0]!) - rank(b[0]!))
    .flatMap(([group]) => groupToText(group))
    .join('\n');
}

/** More problems that are over than this are counted, not listed. */
const LISTED_WHEN_OVER = 10;

/** Render problems that are over, each in one line: `over: content/portal.yaml: … [code]`. */
export function endedToText(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, LISTED_WHEN_OVER)
    .map((ended) => `over: ${placeToText(ended.place)}: ${ended.says} [${ended.code}]`);
  const more = problems.length - LISTED_WHEN_OVER;
  return [...lines, ...(more > 0 ? [`over: … and ${more} more`] : [])].join('\n');
}

/** Render problems for programs: a JSON array with every problem in full. */
export function problemsToJson(problems: readonly Problem[]): string {
  return JSON.stringify(problems, null, 2);
}

function groupProblems(problems: readonly Problem[]): Set<[Problem[]]> {
  const groups = new Map<string, Problem[]>();
  for (const found of problems) {
    const key = `${found.code}\n${found.place.file ?? found.place.source}`;
    groups.set(key, [...(groups.get(key) ?? []), found]);
  }
  return new Set([...groups.values()].map((group) => [group]));
}

function groupToText(group: readonly Problem[]): string[] {
  const lines = group.slice(0, LISTED_PER_PLACE).map(problemToText);
  const more = group.length - LISTED_PER_PLACE;
  if (more > 0) lines.push(`  … and ${more} more of [${group[0]!.code}]; --json lists them all`);
  return lines;
}

function problemToText(found: Problem): string {
  return `${placeToText(found.place)}: ${found.level}: ${found.says} [${found.code}]\n  fix: ${found.fix}`;
}

/** Where a problem is, as messages name it: `content/portal.yaml:4:17`. */
export function placeToText({ file, source, line, column, path }: Place): string {
  if (file) return [file, line, column].filter((part) => part !== undefined).join(':') + (path ? `: ${path}` : '');
  return path ? `source ${source}: ${path}` : `source ${source}`;
}

function rank(found: Problem): number {
  return found.level === 'error' ? 0 : 1;
}
