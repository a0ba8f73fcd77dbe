import { nearestName } from '../base/nearest-name.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked, type Problem, problem, quoted } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import type { Kind } from '../model/kind.ts';
import { type KindContent, kindSchema } from './kind-schema.ts';

/** Of a kind that does not say how far behind upstream its trees normally are. */
const BEHIND_HOURS = 24;

/**
 * Read the kinds of trees. Files of upper layers override those below key by key; then a kind takes what it lacks from the one
 * that it is like.
 *
 * @param layers files of `kinds/`, the lowest layer first; names are relative to that folder
 */
export function readKinds(layers: readonly (readonly TextFile[])[]): Checked<ReadonlyMap<string, Kind>> {
  return checked((note) => {
    const merged = new Map<string, KindContent>();
    const shown = new Map<string, string>();
    for (const file of layers.flat()) {
      const name = partsOf(contentKinds.kind, file.name)?.kind;
      const { value, problems } = parseYaml(file.text, file.shown, kindSchema);
      for (const one of problems) note(one);
      if (name === undefined || !value) continue;
      merged.set(name, { ...merged.get(name), ...value });
      shown.set(name, file.shown);
    }
    for (const [name, { like }] of merged)
      if (like !== undefined && !merged.has(like)) note(unknownKind(like, shown.get(name)!, [...merged.keys()]));
    return new Map([...merged].map(([name, content]) => [name, toKind(name, content, merged)]));
  });
}

function unknownKind(name: string, file: string, known: readonly string[]): Problem {
  const meant = nearestName(name, known);
  const fix = meant ? `Did you mean ${quoted(meant)}?` : `Name one of these: ${known.join(', ')}.`;
  return problem('bad-value', { file, path: 'like' }, `there is no kind ${quoted(name)}`, fix);
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
  };
}

/** A kind on top of the kinds that it is like, the nearest first. Two that are like each other end there. */
function withLikes(content: KindContent, all: ReadonlyMap<string, KindContent>): KindContent {
  const chain = [content];
  for (let next = all.get(content.like ?? ''); next && !chain.includes(next); next = all.get(next.like ?? ''))
    chain.unshift(next);
  return Object.assign({}, ...chain);
}
