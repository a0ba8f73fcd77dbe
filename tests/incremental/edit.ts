import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { PortalTest } from '../portal-test.ts';

/** One edit of what people write, or of what sources say. */
export interface Edit {
  readonly name: string;
  /** What the base site lacks, so that the edit is one of one key. */
  readonly prepare?: ((portal: PortalTest) => void) | undefined;
  readonly make: (portal: PortalTest) => void;
  /** Why no file changes. */
  readonly unseen?: string | undefined;
  /** How much later than the base site it is built. */
  readonly hours?: number | undefined;
}

export type ValuePath = readonly (string | number)[];

/** What a file of YAML or JSON holds, or the keys above a text. */
export function contentOf(portal: PortalTest, file: string): unknown {
  return parse(partsOf(portal, file).keys);
}

/** A file of Markdown has its keys between two lines. */
function partsOf(portal: PortalTest, file: string): { readonly keys: string; readonly text: string } {
  const whole = portal.read(file);
  if (!file.endsWith('.md')) return { keys: whole, text: '' };
  const [, keys = '', text = ''] = /^---\n(.*?)^---\n(.*)$/ms.exec(whole) ?? [];
  return { keys, text };
}

/** Have a file hold a value; the same value is always the same text. */
export function writeContent(portal: PortalTest, file: string, value: unknown): void {
  if (file.endsWith('.json')) portal.write(file, `${JSON.stringify(value, null, 2)}\n`);
  else if (file.endsWith('.md')) portal.write(file, `---\n${stringify(value)}---\n${partsOf(portal, file).text}`);
  else portal.write(file, stringify(value));
}

/** Change one value in a file; undefined takes its key away. */
export function setValue(portal: PortalTest, file: string, path: ValuePath, value: unknown): void {
  writeContent(portal, file, withValue(contentOf(portal, file), path, value));
}

function withValue(whole: unknown, [key, ...rest]: ValuePath, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(whole)) {
    const item = withValue(whole[Number(key)], rest, value);
    return whole.flatMap((old, index) => (index !== Number(key) ? [old] : item === undefined ? [] : [item]));
  }
  const inner = withValue((whole as Record<string, unknown> | undefined)?.[key], rest, value);
  const entries = Object.entries({ ...(whole as object | undefined), [key]: inner });
  return Object.fromEntries(entries.filter(([, kept]) => kept !== undefined));
}

/** Write every file of YAML as an edit writes it, so that an edit changes nothing but its own key. */
export function writeAllAsEdits(portal: PortalTest): void {
  const files = readdirSync(portal.root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(yaml|json)$|content\/incidents\/.*\.md$/.test(file),
  );
  for (const file of files) writeContent(portal, file, contentOf(portal, file));
}

/** The files whose names fit a pattern, below the root, in the order of their names. */
export function filesLike(portal: PortalTest, pattern: RegExp): string[] {
  return readdirSync(join(portal.root), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .sort();
}
