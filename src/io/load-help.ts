import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Checked, type Problem, problem, problemsOf } from '../base/problems.ts';
import { type LayerContent, toLayer } from '../content/portal-schema.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import type { HelpCredit, HelpLayer } from '../model/help.ts';
import type { MirrorHelp } from '../model/portal.ts';
import { libraryFolder, readContentFiles, shownPath } from './content-folder.ts';
import { type InspectionResult, inspectAll, inspectNew, libraryAlone, loadInspected } from './inspect-all.ts';
import { listFiles } from './list-files.ts';
import { writeFileAtomic } from './write-file.ts';

/** Where help is, the upper layers first. */
export interface HelpFolders {
  /** The content folder, whose `help/` comes first. */
  readonly content: string;
  /** The files below its `help/`, relative to that. */
  readonly ownFiles: readonly string[];
  readonly contentFile: string;
  readonly layers: readonly (string | LayerContent)[];
  /** Where Heliostat is, with the library. */
  readonly home: string;
  readonly data: string;
}

const OF_LIBRARY = 'library-help.json';

/** The help of every name that any layer has some of. Documents are inspected when they are new, and not before. */
export async function loadHelp(folders: HelpFolders): Promise<Checked<ReadonlyMap<string, MirrorHelp>>> {
  const { value: layers, problems } = readLayers(folders);
  const byName = groupByName(layers);
  const inspected = await inspectAll(byName, join(folders.data, 'help.json'), loadOfLibrary);
  const help = Object.entries(inspected).flatMap(([name, { facts, isLeftOut }]) => {
    const layers = isLeftOut ? libraryAlone(byName.get(name)!) : byName.get(name)!;
    const [first] = layers.flatMap(({ files }) => files);
    return first
      ? [[name, { layers, file: first.shown, isOwn: (layers[0]?.files.length ?? 0) > 0, ...facts }] as const]
      : [];
  });
  return { value: new Map(help), problems: [...problems, ...Object.values(inspected).flatMap((one) => one.problems)] };
}

/** Below the compiled code; scripts/heliostat.mjs names it where there is one. */
function loadOfLibrary(): Readonly<Record<string, InspectionResult>> {
  const compiled = process.env.HELIOSTAT_COMPILED;
  return compiled ? loadInspected(join(compiled, OF_LIBRARY)) : {};
}

/** Inspect the library once for all sites; documents with problems are left to each site, because problems name paths. */
export async function saveOfLibrary(home: string, outFolder: string): Promise<void> {
  const { value: library } = readLayer(helpOfLibrary(home));
  const inspected = await inspectNew(groupByName([library]), {}, () => ({}));
  const sound = Object.entries(inspected).filter(([, { problems }]) => problems.length === 0);
  writeFileAtomic(join(outFolder, OF_LIBRARY), JSON.stringify(Object.fromEntries(sound)));
}

function helpOfLibrary(home: string): string {
  return join(libraryFolder(home), contentKinds.help.folder);
}

function readLayers(folders: HelpFolders): Checked<readonly HelpLayer[]> {
  const all = [
    readLayer(join(folders.content, contentKinds.help.folder), folders.ownFiles),
    ...folders.layers.map((layer) => readShared(layer, folders)),
    readLayer(helpOfLibrary(folders.home)),
  ];
  return { value: all.flatMap(({ value }) => value), problems: problemsOf(all) };
}

/** A folder that portal.yaml names; nothing when it is not there. */
function readShared(given: string | LayerContent, { content, contentFile }: HelpFolders): Checked<HelpLayer[]> {
  const layer = toLayer(given);
  const folder = resolve(content, layer.path);
  if (!existsSync(folder)) return { value: [], problems: [missingLayer(folder, contentFile)] };
  const { value, problems } = readLayer(folder);
  return { value: [{ ...value, credit: creditOf(layer, folder) }], problems };
}

function missingLayer(folder: string, file: string): Problem {
  const fix = 'Correct the path, which is relative to the content folder, or fetch the documents there.';
  return problem('help-layer-missing', { file, path: 'help.layers' }, `there is no folder ${shownPath(folder)}`, fix);
}

function readLayer(folder: string, names: readonly string[] = listFiles(folder).files): Checked<HelpLayer> {
  const wanted = [contentKinds.helpOptions, contentKinds.help].flatMap((kind) =>
    names.filter((name) => partsOf(kind, name)),
  );
  const { value: files, problems } = readContentFiles(folder, wanted);
  return { value: { files }, problems };
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
      const own = byName.get(name) ?? layers.map((layer) => ({ credit: layer.credit, files: [] }));
      byName.set(name, own);
      own[index] = { credit, files: [...own[index]!.files, file] };
    }
  });
  return byName;
}
