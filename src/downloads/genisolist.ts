import { type Checked, checked, type Note, type Place, problem, quoted } from '../base/problems.ts';
import { type DownloadCategory, isDownloadCategory } from '../model/download.ts';
import type { DownloadRule, FileRule } from '../model/download-rule.ts';

/*
 * The configuration of genisolist, after `!include` has been followed: https://github.com/mirrorz-org/genisolist. Each section
 * says where files are, below the folder of all mirrors; sections of one `distro` are shown as one.
 */

/** A line of a configuration, and where it is. */
export interface IniLine {
  readonly text: string;
  readonly place: Place;
}

interface Section {
  readonly name: string;
  readonly place: Place;
  readonly keys: ReadonlyMap<string, string>;
}

/** Number of versions that a section without `listvers` lists. */
const ALL_VERSIONS = 255;
const CASE_INSENSITIVE = /^\(\?i\)/;

/** The rules of a configuration; a section that cannot be used is left out and noted. */
export function readGenisolist(lines: readonly IniLine[]): Checked<readonly DownloadRule[]> {
  return checked((note) => {
    const sections = toSections(lines);
    const aliases = sections.find(({ name }) => name === '%alias%')?.keys ?? new Map();
    const rules = sections
      .filter(({ name }) => !name.startsWith('%'))
      .flatMap((section) => sectionToRule(section, aliases, note) ?? []);
    return [...Map.groupBy(rules, ({ distro }) => distro).values()].map((same) => ({
      ...same[0]!,
      files: same.flatMap(({ files }) => files),
    }));
  });
}

function toSections(lines: readonly IniLine[]): Section[] {
  const sections: (Section & { readonly keys: Map<string, string> })[] = [];
  for (const { text, place } of lines) {
    const name = /^\[([^\]]+)\]\s*$/.exec(text)?.[1];
    const [, key, value] = /^([\w%.+-]+)\s*[=:]\s*(.*)$/.exec(text) ?? [];
    if (name !== undefined) sections.push({ name, place, keys: new Map() });
    else if (key !== undefined && !/^\s*[#;]/.test(text)) sections.at(-1)?.keys.set(key.toLowerCase(), value!.trim());
  }
  return sections;
}

function sectionToRule(
  { name, place, keys }: Section,
  aliases: ReadonlyMap<string, string>,
  note: Note,
): DownloadRule | undefined {
  const distro = keys.get('distro');
  const locations = locationsOf(keys).map((path) => withAlias(path, aliases));
  const pattern = keys.get('pattern');
  const fault =
    (!distro && 'it has no distro') ||
    (locations.length === 0 && 'it has no location') ||
    (locations.some((path) => path.includes('**')) && 'its location has `**`') ||
    (!isExpression(pattern) && 'its pattern is not a regular expression that this program knows');
  if (fault) {
    const fix = 'Correct the section; its files are left out until then.';
    note(problem('bad-value', place, `section ${quoted(name)} cannot be used: ${fault}`, fix));
    return undefined;
  }
  const category = keys.get('category') ?? 'os';
  return {
    distro: distro!,
    title: distro!,
    category: isDownloadCategory(category) ? category : ('app' satisfies DownloadCategory),
    names: [distro!],
    files: toFileRules(keys, locations, pattern!, aliases),
  };
}

/** `location`, else `location_0`, `location_1` and so on. */
function locationsOf(keys: ReadonlyMap<string, string>): string[] {
  const single = keys.get('location');
  if (single !== undefined) return [single];
  const numbered = [...keys].flatMap(([key, value]) => {
    const index = /^location_(\d+)$/.exec(key)?.[1];
    return index === undefined ? [] : [{ index: Number(index), value }];
  });
  return numbered.sort((a, b) => a.index - b.index).map(({ value }) => value);
}

/** A rule for each mirror that the locations lead to: the first folder of a location is that of a mirror. */
function toFileRules(
  keys: ReadonlyMap<string, string>,
  locations: readonly string[],
  pattern: string,
  aliases: ReadonlyMap<string, string>,
): FileRule[] {
  const isOnName = keys.get('pattern_use_name')?.toLowerCase() === 'true';
  const byMirror = Map.groupBy(locations, (path) => path.split('/')[0]!);
  return [...byMirror].map(([mirror, paths]) => ({
    mirrors: [mirror],
    paths: paths.map((path) => path.slice(mirror.length + 1)).filter(Boolean),
    match: (isOnName ? pattern : withAlias(pattern, aliases)).replace(CASE_INSENSITIVE, ''),
    flags: CASE_INSENSITIVE.test(pattern) ? 'i' : '',
    matchOn: isOnName ? 'name' : 'path',
    before: `${mirror}/`,
    version: toTemplate(keys.get('version')),
    architecture: toTemplate(keys.get('platform')),
    kind: toTemplate(keys.get('type')),
    isPlatform: true,
    newest: Number(keys.get('listvers')) || ALL_VERSIONS,
    newestOf: toTemplate(keys.get('key_by')),
    checksums: ['{file}.sha256', 'SHA256SUMS', '{file}.sha512', 'SHA512SUMS'],
    beside: { signature: '{file}.sig', torrent: '{file}.torrent', zsync: '{file}.zsync' },
  }));
}

/** Only the beginning is compared, as genisolist does. */
function withAlias(path: string, aliases: ReadonlyMap<string, string>): string {
  const [name, other] = [...aliases].find(([name]) => path.toLowerCase().startsWith(`${name}/`)) ?? [];
  return name === undefined ? path : other! + path.slice(name.length);
}

/** `$1` as a template writes it; what is not there is empty, and not the group of a name. */
function toTemplate(text = ''): string {
  return text.replaceAll(/\$(\d)/g, '{$1}');
}

function isExpression(pattern: string | undefined): boolean {
  try {
    return pattern !== undefined && new RegExp(pattern.replace(CASE_INSENSITIVE, '')) instanceof RegExp;
  } catch {
    return false;
  }
}
