/** Place of the first JSON fault, as `line 2, column 5`: it is in V8's message, except at the end of the text. */
export function jsonFaultPlace(text: string, error: unknown): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec((error as Error).message) ?? [];
  if (line !== undefined) return `line ${line}, column ${column}`;
  const lines = text.split('\n');
  return `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}
