/** Statements below a block: each line behind so many tabs, and without empty ones. */
export function indented(statements: readonly string[], tabs: string): string {
  return statements
    .flatMap((statement) => statement.split('\n'))
    .filter(Boolean)
    .map((line) => `${tabs}${line}\n`)
    .join('');
}
