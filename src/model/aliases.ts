import { type Checked, checked, type Problem, problem, quoted } from '../base/problems.ts';

/** From another name of a mirror to its cname. */
export type Aliases = (name: string) => string;

/**
 * Follow each alias to its end: `openSUSE Leap` → `openSUSE` → `opensuse`. Names are compared exactly.
 * A circle of aliases is noted, and its names stand for themselves.
 */
export function readAliases(table: Readonly<Record<string, string>>, file: string): Checked<Aliases> {
  return checked((note) => {
    const ends = new Map(Object.keys(table).map((name) => [name, endOf(name, table)]));
    for (const [name, end] of ends) if (end === undefined) note(circle(name, file));
    return (name) => ends.get(name) ?? name;
  });
}

function circle(name: string, file: string): Problem {
  const fix = 'Remove one of these aliases.';
  return problem('alias-cycle', { file, path: name }, `alias ${quoted(name)} leads back to itself`, fix);
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
