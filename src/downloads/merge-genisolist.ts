import type { DownloadRule } from '../model/download-rule.ts';

/**
 * The rules with those of genisolist. Of a distribution that both know, genisolist says which files it consists of, as the
 * operator has chosen it; name and category stay.
 */
export function mergeGenisolist(rules: readonly DownloadRule[], sections: readonly DownloadRule[]): DownloadRule[] {
  const namesOf = ({ distro, title, names }: DownloadRule) =>
    [distro, ...(typeof title === 'string' ? [title] : Object.values(title)), ...names].map((name) =>
      name.toLowerCase(),
    );
  const byName = new Map(rules.flatMap((rule) => namesOf(rule).map((name) => [name, rule] as const)));
  const known = sections.map((section) => ({ section, rule: byName.get(section.distro.toLowerCase()) }));
  const filesByRule = Map.groupBy(known, ({ rule }) => rule);
  const own = rules.map((rule) => {
    const files = filesByRule.get(rule)?.flatMap(({ section }) => section.files);
    return files ? { ...rule, files } : rule;
  });
  return [...own, ...(filesByRule.get(undefined) ?? []).map(({ section }) => section)];
}
