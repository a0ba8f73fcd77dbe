/**
 * A text as one word of nginx, Apache or Caddy. What is quoted holds no backslash of its own, and no `$`, as no quoting
 * keeps the first two from reading that.
 */
export function quote(text: string): string {
  return `"${text.replaceAll('"', '\\"')}"`;
}

/** Statements, a line each. */
export function lines(statements: readonly string[], indent = '    '): string {
  return statements.map((statement) => `${indent}${statement}\n`).join('');
}

/** A text as a part of a regular expression that stands for itself. */
export function escapeRegex(text: string): string {
  return text.replaceAll(/[.+^(){}|]/g, '\\$&');
}
