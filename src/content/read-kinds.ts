import { nearestName } from '../base/nearest-name.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked, type Problem, problem, problemsOf, quoted } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import type { Kind } from '../model/kind.ts';
import { type KindContent, kindSchema } from './kind-schema.ts';

/** Of a kind that does not say how far behind upstream its trees normally are. */
const BEHIND_HOURS = 24;

/** What one file says of a kind. */
export interface KindFile {
  /** Name of the kind. */
  readonly name: string;
  /** The file, as messages name it. */
  readonly shown: string;
  readonly content: KindContent;
}

/**
 * Read the kinds of trees.
 *
 * @param layers files of `kinds/`, the lowest layer first; names are relative to that folder
 */
export function readKinds(layers: readonly (readonly TextFile[])[]): Checked<ReadonlyMap<string, Kind>> {
  const files = readKindFiles(layers.flat());
  const kinds = mergeKinds(files.value);
  return { value: kinds.value, problems: problemsOf([files, kinds]) };
}

/** Read files of `kinds/`; names are relative to that folder. */
export function readKindFiles(files: readonly TextFile[]): Checked<readonly KindFile[]> {
  return checked((note) =>
    files.flatMap(({ name: file, shown, text }) => {
      const name = partsOf(contentKinds.kind, file)?.kind;
      const { value: content, problems } = parseYaml(text, shown, kindSchema);
      for (const one of problems) note(one);
      return name !== undefined && content ? [{ name, shown, content }] : [];
    }),
  );
}

/**
 * The kinds that files say something of. Later files override earlier ones key by key; then a kind takes what it lacks from
 * the one that it is like.
 */
export function mergeKinds(files: readonly KindFile[]): Checked<ReadonlyMap<string, Kind>> {
  const all = new Map<string, KindContent>();
  for (const { name, content } of files) all.set(name, { ...all.get(name), ...content });
  return checked((note) => {
    for (const file of files) for (const fault of unknownKinds(file, [...all.keys()])) note(fault);
    return new Map([...all].map(([name, content]) => [name, toKind(name, content, all)]));
  });
}

/** The kinds that a file names and that there are not. */
function unknownKinds({ shown, content }: KindFile, known: readonly string[]): Problem[] {
  return (['like', 'cacheLike'] as const).flatMap((key) => {
    const name = content[key];
    if (name === undefined || known.includes(name)) return [];
    const meant = nearestName(name, known);
    const fix = meant ? `Did you mean ${quoted(meant)}?` : `Name one of these: ${known.join(', ')}.`;
    return [problem('bad-value', { file: shown, path: key }, `there is no kind ${quoted(name)}`, fix)];
  });
}

function toKind(name: string, content: KindContent, all: ReadonlyMap<string, KindContent>): Kind {
  const { stamps, expires, whole, indexes, behindHours } = withLikes(content, all);
  return {
    name,
    title: content.title ?? name,
    names: content.names ?? [],
    found: content.found ?? [],
    stamps: stamps ?? [],
    upstreams: content.upstreams ?? {},
    expires: expires ?? [],
    whole: whole ?? [],
    indexes: indexes ?? [],
    behindHours: behindHours ?? BEHIND_HOURS,
    cache: cacheOf(name, content, all),
  };
}

/** A kind on top of the kinds that it is like, the nearest first. Two that are like each other end there. */
function withLikes(content: KindContent, all: ReadonlyMap<string, KindContent>): KindContent {
  const chain = [content];
  for (let next = all.get(content.like ?? ''); next && !chain.includes(next); next = all.get(next.like ?? ''))
    chain.unshift(next);
  return Object.assign({}, ...chain);
}

/** Its own rules, or those of the kind that it names. */
function cacheOf(
  name: string,
  { cache, cacheLike }: KindContent,
  all: ReadonlyMap<string, KindContent>,
): Kind['cache'] {
  const type = cache || cacheLike === undefined ? name : cacheLike;
  const rules = cache ?? all.get(type)?.cache;
  return rules && { type, rules };
}
