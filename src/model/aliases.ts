import { type Checked, type Problem, problem, quoted } from '../base/problems.ts';

/** From another name of a mirror to its cname. */
export type Aliases = (name: string) => string;

/**
 * Follow each alias to its end: `openSUSE Leap` → `openSUSE` → `opensuse`. Names are compared exactly.
 * A circle of aliases is noted, and its names stand for themselves.
 */
export function readAliases(table: Readonly<Record<string, string>>, file: string): Checked<Aliases> {
  const problems: Problem[] = [];
  const ends = new Map<string, string>();
  for (const name of Object.keys(table)) {
    const end = endOf(name, table);
    if (end === undefined) {
      const fix = 'Remove one of these aliases.';
      problems.push(problem('alias-cycle', { file, path: name }, `alias ${quoted(name)} leads back to itself`, fix));
    }
    ends.set(name, end ?? name);
  }
  return { value: (name) => ends.get(name) ?? name, problems };
}

function endOf(name: string, table: Readonly<Record<string, string>>): string | undefined {
  const seen = new Set([name]);
  let end = name;
  while (Object.hasOwn(table, end) && table[end] !== end) {
    end = table[end]!;
    if (seen.has(end)) return undefined;
    seen.add(end);
  }
  return end;
}
