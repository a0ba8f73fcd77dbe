import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { LayerContent } from '../core/content/portal-schema.ts';
import type { HelpFacts } from '../core/help/inspect.ts';
import type { HelpCredit, HelpLayer } from '../core/help/layers.ts';
import type { MirrorHelp } from '../core/portal.ts';
import { type Checked, type Problem, problem } from '../core/problems.ts';
import { type ContentFile, readContentFiles, shownPath } from './content-folder.ts';
import { keyOf } from './publish.ts';
import { writeFileAtomic } from './write-file.ts';

/** What is remembered of the documents of a name, so that reading them again is not needed to know what they hold. */
interface Inspected {
  readonly key: string;
  readonly facts: HelpFacts;
  readonly problems: readonly Problem[];
}

/** Where help is, the upper layers first. */
export interface HelpFolders {
  /** The content folder, whose `help/` comes first. */
  readonly content: string;
  readonly contentFile: string;
  readonly layers: readonly (string | LayerContent)[];
  /** The checkout, which brings the library along. */
  readonly checkout: string;
  readonly data: string;
}

/** Raised whenever documents are read in another way. */
const READING = 2;

/** The help of every name that any layer has some of. Documents are inspected when they are new, and not before. */
export async function loadHelp(folders: HelpFolders): Promise<Checked<ReadonlyMap<string, MirrorHelp>>> {
  const { value: layers, problems } = readLayers(folders);
  const byName = groupByName(layers);
  const path = join(folders.data, 'help.json');
  const known = loadInspected(path);
  const names = [...byName.keys()];
  const inspected: Record<string, Inspected> = {};
  for (const [name, own] of byName) {
    const key = keyOf(READING, own, names);
    const found = known[name];
    inspected[name] = found?.key === key ? found : { key, ...(await inspect(own, byName)) };
  }
  saveInspected(path, known, inspected);
  const help = names.map((name) => {
    const layers = byName.get(name)!;
    const isOwn = (layers[0]?.files.length ?? 0) > 0;
    return [
      name,
      { layers, file: layers.find(({ files }) => files[0])!.files[0]!.shown, isOwn, ...inspected[name]!.facts },
    ] as const;
  });
  return { value: new Map(help), problems: [...problems, ...Object.values(inspected).flatMap((one) => one.problems)] };
}

async function inspect(
  layers: readonly HelpLayer[],
  byName: ReadonlyMap<string, unknown>,
): Promise<Omit<Inspected, 'key'>> {
  const { inspectHelp } = await import('../core/help/inspect.ts');
  const { value: facts, problems } = inspectHelp(layers, (name) => byName.has(name));
  return { facts, problems };
}

function readLayers({ content, contentFile, layers, checkout }: HelpFolders): Checked<readonly HelpLayer[]> {
  const problems: Problem[] = [];
  const shared = layers.flatMap((given) => {
    const layer = typeof given === 'string' ? { path: given } : given;
    const folder = resolve(content, layer.path);
    if (existsSync(folder)) return [{ ...readLayer(folder), credit: creditOf(layer, folder) }];
    const fix = 'Correct the path, which is relative to the content folder, or fetch the documents there.';
    problems.push(
      problem(
        'help-layer-missing',
        { file: contentFile, path: 'help.layers' },
        `there is no folder ${shownPath(folder)}`,
        fix,
      ),
    );
    return [];
  });
  const all = [readLayer(join(content, 'help')), ...shared, readLayer(join(checkout, 'content/library/help'))];
  const unreadable = all.flatMap((layer) => layer.unreadable);
  return { value: all, problems: [...problems, ...unreadable] };
}

function readLayer(folder: string): {
  readonly files: readonly ContentFile[];
  readonly unreadable: readonly Problem[];
} {
  const read = ['.yaml', '.md'].map((ending) => readContentFiles(folder, '.', ending));
  return {
    files: read.flatMap(({ files }) => files).map((file) => ({ ...file, name: file.name.replace(/^\.\//, '') })),
    unreadable: read.flatMap(({ unreadable }) => unreadable),
  };
}

/** Where content does not say under which terms documents are, the first line of their own licence does. */
function creditOf({ path, name, licence, url }: LayerContent, folder: string): HelpCredit {
  const file = ['LICENSE-CC', 'LICENSE', 'LICENSE.md', 'LICENSE.txt', 'COPYING'].find((one) =>
    existsSync(join(folder, one)),
  );
  const firstLine =
    file &&
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .find((line) => line.trim() !== '');
  return { name: name ?? basename(path), licence: licence ?? firstLine?.trim(), href: url };
}

/** For each name, what each layer has of it. Names are folders, which may lie in folders. */
function groupByName(layers: readonly HelpLayer[]): Map<string, HelpLayer[]> {
  const byName = new Map<string, HelpLayer[]>();
  layers.forEach(({ credit, files }, index) => {
    for (const file of files) {
      const name = file.name.slice(0, file.name.lastIndexOf('/'));
      if (!/\/[^/]+\.[a-z]+\.md$|\/[a-z]+\.yaml$/.test(file.name)) continue;
      const own = byName.get(name) ?? layers.map((layer) => ({ credit: layer.credit, files: [] }));
      byName.set(name, own);
      own[index] = { credit, files: [...own[index]!.files, file] };
    }
  });
  return byName;
}

function loadInspected(path: string): Readonly<Record<string, Inspected>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Inspected>;
  } catch {
    return {}; // None yet, or damaged: all are inspected.
  }
}

function saveInspected(path: string, known: Readonly<Record<string, Inspected>>, now: Record<string, Inspected>): void {
  const isSame = Object.keys(now).every((name) => known[name] === now[name]);
  if (!isSame || Object.keys(known).length !== Object.keys(now).length) writeFileAtomic(path, JSON.stringify(now));
}
