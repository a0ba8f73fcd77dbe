/** A match of a rule, for templates. */
export type Groups = Readonly<Record<string, string | undefined>>;

/** The groups of a match by number and by name. */
export function matchToGroups(match: RegExpExecArray): Groups {
  return { ...Object.fromEntries(match.map((text, index) => [String(index), text])), ...match.groups };
}

/** A template with its groups filled in; a group that did not match leaves nothing. */
export function fillTemplate(template: string, groups: Groups): string {
  return template
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(groups, name) ? (groups[name] ?? '') : whole))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The path of a file beside a download.
 *
 * @param path of the download, below the tree
 * @returns below the tree; undefined where it would lead out of it
 */
export function besidePath(path: string, template: string, groups: Groups): string | undefined {
  const folder = path.split('/');
  const file = folder.pop()!;
  for (const step of fillTemplate(template, { ...groups, file }).split('/')) {
    if (step === '..' && folder.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') folder.push(step);
  }
  return folder.join('/');
}
