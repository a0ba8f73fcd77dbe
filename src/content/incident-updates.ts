import { quoted } from '../base/problems.ts';
import type { IncidentUpdate } from '../model/incident.ts';

/** A text that is split at its headings with a time. */
export interface SplitText {
  readonly before: string;
  /** In the order of their times. */
  readonly updates: readonly IncidentUpdate[];
}

/** A heading of the second level that begins with a day is an update: `## 2026-08-08 14:30 Cause found`. */
const HEADING = /^##[ \t]+(\d{4}-\d\d-\d\d\S*(?:[ \t]+\d{1,2}:\S*)?(?:[ \t]+[+-]\d\d:?\d\d)?)[ \t]*(.*?)[ \t]*#*$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Split the text of an incident into what it is and what was said later.
 *
 * @param firstLine the line of the file that the text begins on
 * @param note takes a heading whose time cannot be read, which stays a heading
 */
export function splitUpdates(
  text: string,
  firstLine: number,
  toTime: (text: string) => Date | undefined,
  note: (says: string, line: number) => void,
): SplitText {
  const before: string[] = [];
  const updates: { readonly at: Date; readonly title?: string; readonly lines: string[] }[] = [];
  let fence: string | undefined;
  text.split('\n').forEach((line, index) => {
    const [, mark] = FENCE.exec(line) ?? [];
    if (mark && (fence === undefined || mark.startsWith(fence))) fence = fence === undefined ? mark : undefined;
    const [, time, title] = (fence === undefined && HEADING.exec(line)) || [];
    const at = time === undefined ? undefined : toTime(time.replace(/[ \t]+/, ' '));
    if (at) updates.push({ at, ...(title && { title }), lines: [] });
    else (updates.at(-1)?.lines ?? before).push(line);
    if (time !== undefined && !at) note(`the heading has no time that can be read: ${quoted(time)}`, firstLine + index);
  });
  return {
    before: before.join('\n'),
    updates: updates
      .map(({ lines, ...update }) => ({ ...update, text: lines.join('\n') }))
      .sort((a, b) => a.at.getTime() - b.at.getTime()),
  };
}
