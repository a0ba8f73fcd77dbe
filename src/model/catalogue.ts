import type { Localized } from '../base/localized.ts';
import type { Category } from './category.ts';

/** What the library knows of a project, for every site that mirrors it. */
export interface CatalogueEntry {
  readonly cname: string;
  readonly name: Localized;
  readonly desc: Localized;
  readonly category: Category;
  /** Missing where the project has none any more. */
  readonly homepage?: string | undefined;
  /** What people type to find it, beside its names. */
  readonly words: readonly string[];
  /** Other cnames of the same project. */
  readonly also: readonly string[];
}

/** From the cname of a mirror to what the library knows of it. */
export type Catalogue = (cname: string) => CatalogueEntry | undefined;

/** The entry of a cname is the one of that name, else the one that has it under `also`; case does not matter. */
export function toCatalogue(entries: readonly CatalogueEntry[]): Catalogue {
  const named = (entry: CatalogueEntry, names: readonly string[]) =>
    names.map((name) => [name.toLowerCase(), entry] as const);
  // Of two entries for one name, the later one counts.
  const byName = new Map([
    ...entries.flatMap((entry) => named(entry, entry.also)),
    ...entries.flatMap((entry) => named(entry, [entry.cname])),
  ]);
  return (cname) => byName.get(cname.toLowerCase());
}
