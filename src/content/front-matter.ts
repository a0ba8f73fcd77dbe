/** The keys above a text, and the text. */
export interface FrontMatter {
  /** YAML whose lines are those of the file. */
  readonly yaml: string;
  readonly text: string;
  /** The line of the file that the text begins on, from 1. */
  readonly firstLine: number;
}

/** Split a file into the keys between its two lines `---` and the text below; one without them is all text. */
export function splitFrontMatter(file: string): FrontMatter {
  const lines = file.replace(/^\uFEFF/, '').split(/\r?\n/);
  const isRule = (line: string) => /^---\s*$/.test(line);
  if (!isRule(lines[0]!)) return { yaml: '', text: lines.join('\n'), firstLine: 1 };
  const end = lines.findIndex((line, index) => index > 0 && isRule(line));
  const keys = lines.slice(1, end < 0 ? undefined : end);
  const rest = end < 0 ? [] : lines.slice(end + 1);
  return { yaml: ['', ...keys].join('\n'), text: rest.join('\n'), firstLine: end + 2 };
}
