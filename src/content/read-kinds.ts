import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, problemsOf } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import type { Kind } from '../model/kind.ts';
import { type KindContent, kindSchema } from './kind-schema.ts';

/** Of a kind that does not say how far behind upstream its trees normally are. */
const BEHIND_HOURS = 24;

/**
 * Read the kinds of trees. Files of upper layers override those below key by key.
 *
 * @param layers files of `kinds/`, the lowest layer first; names are relative to that folder
 */
export function readKinds(layers: readonly (readonly TextFile[])[]): Checked<ReadonlyMap<string, Kind>> {
  const read = layers.flat().map((file) => ({ file, ...parseYaml(file.text, file.shown, kindSchema) }));
  const merged = new Map<string, KindContent>();
  for (const { file, value } of read) {
    const name = partsOf(contentKinds.kind, file.name)?.kind;
    if (name !== undefined && value) merged.set(name, { ...merged.get(name), ...value });
  }
  return {
    value: new Map([...merged].map(([name, content]) => [name, toKind(name, content)])),
    problems: problemsOf(read),
  };
}

function toKind(name: string, content: KindContent): Kind {
  return {
    name,
    title: content.title ?? name,
    names: content.names ?? [],
    found: content.found ?? [],
    stamps: content.stamps ?? [],
    upstreams: content.upstreams ?? {},
    expires: content.expires ?? [],
    whole: content.whole ?? [],
    indexes: content.indexes ?? [],
    behindHours: content.behindHours ?? BEHIND_HOURS,
  };
}
