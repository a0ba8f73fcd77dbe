import { isLanguage, type Language } from '../base/localized.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked, type Note, problem, quoted } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { contentKinds, partsOf } from '../model/content-kinds.ts';
import type { HelpCredit, HelpLayer } from '../model/help.ts';
import type { HelpKey } from '../model/help-key.ts';
import { documentKeys } from './document-keys.ts';
import { toInput, toList } from './inputs.ts';
import { type HelpContent, helpSchema } from './schema.ts';
import { type Input, isForMirror, namesSet, predefinedNames, type Scheme } from './variables.ts';

/** How much there is to read in some files, in characters. */
export function charactersOf(files: HelpLayer['files']): number {
  return files.reduce((sum, { text }) => sum + text.length, 0);
}

/** One block of a document: the file that won. */
export interface BlockFile {
  readonly name: string;
  /** The file, as problems name it. */
  readonly file: string;
  readonly text: string;
}

/** The help of one mirror in one language, after all layers. */
export interface HelpDocument {
  readonly cname: string;
  readonly language: Language;
  /** Missing when no YAML sets it; then the name of the mirror is used. */
  readonly title?: string;
  /** The day that somebody last went through it, `2026-11-21`. */
  readonly checked?: string;
  /** Addresses where its releases and the ends of their support are from. */
  readonly sources: readonly string[];
  /** Other mirrors that it is for, if they have no document of their own: `linux.git`, `*.git`. */
  readonly also: readonly string[];
  /** Addresses of the project's own that the lines keep using beside the mirror. */
  readonly keeps: readonly string[];
  /** Keys whose fingerprints the texts show. */
  readonly keys: readonly HelpKey[];
  /** The only scheme that the mirror may be used with. */
  readonly scheme?: Scheme;
  readonly inputs: ReadonlyMap<string, Input>;
  readonly blocks: readonly BlockFile[];
  /** Of the layers that something here is from, the upper ones first. */
  readonly credits: readonly HelpCredit[];
}

/** A file that one of the layers has. */
interface LayerFile {
  readonly layer: HelpLayer;
  readonly file: TextFile;
}

/** What all layers have of one document, the upper ones first. */
interface MergedFiles {
  readonly cname: string;
  readonly language: Language;
  readonly yamls: LayerFile[];
  /** By name of the block; the upper layer's file is the one that is kept. */
  readonly blocks: Map<string, LayerFile>;
}

/**
 * Lay the folders over each other. A block's file in an upper layer replaces the one below; of the YAML each
 * top-level key does, and each input; null takes away. A file that cannot be read counts as missing in its layer.
 *
 * @param layers the upper ones first
 * @returns the documents that have at least one block, ordered by cname and language
 */
export function overlayHelp(layers: readonly HelpLayer[]): Checked<readonly HelpDocument[]> {
  const gathered = [...mergeFiles(layers)].sort(([a], [b]) => (a < b ? -1 : 1));
  return checked((note) => {
    const documents = gathered.map(([, files]) => toDocument(files, layers, note));
    return documents.filter(({ blocks }) => blocks.length > 0);
  });
}

function mergeFiles(layers: readonly HelpLayer[]): Map<string, MergedFiles> {
  const gathered = new Map<string, MergedFiles>();
  for (const { layer, file } of layers.flatMap((layer) => layer.files.map((file) => ({ layer, file })))) {
    const { cname, language, block } =
      partsOf(contentKinds.helpOptions, file.name) ?? partsOf(contentKinds.help, file.name) ?? {};
    if (cname === undefined || !isLanguage(language)) continue;
    const key = `${cname}/${language}`;
    const document: MergedFiles = gathered.get(key) ?? { cname, language, yamls: [], blocks: new Map() };
    gathered.set(key, document);
    if (block === undefined) document.yamls.push({ layer, file });
    else if (!document.blocks.has(block)) document.blocks.set(block, { layer, file });
  }
  return gathered;
}

function toDocument(files: MergedFiles, layers: readonly HelpLayer[], note: Note): HelpDocument {
  const yamls = files.yamls.map((file) => readYaml(file, note));
  const yaml = yamls.reduceRight<HelpContent>((below, { content }) => mergeYaml(below, content), {});
  const inputs = [...(yaml.input ?? [])].flatMap(([name, said]) => (said ? [toInput(name, said)] : []));
  const blocks = pickBlocks(yaml.block ?? ['index'], files, note);
  const used = new Set([...files.yamls, ...blocks].map(({ layer }) => layer));
  const isOfTexts = (key: 'checked' | 'source' | 'keys') => {
    const layer = yamls.find(({ content }) => content[key] !== undefined)?.layer;
    return layer !== undefined && blocks.every((block) => layers.indexOf(block.layer) >= layers.indexOf(layer));
  };
  const top = files.yamls[0]?.file.shown;
  const texts = blocks.map(({ file }) => file.text);
  if (top) noteOddities(yaml, inputs, top, note);
  return {
    cname: files.cname,
    language: files.language,
    title: yaml._ ?? undefined,
    // Who checked a text did not check the one that lies over it.
    checked: (isOfTexts('checked') && yaml.checked) || undefined,
    sources: (isOfTexts('source') && toList(yaml.source)) || [],
    also: toList(yaml.also) ?? [],
    keeps: yaml.keeps ?? [],
    keys: documentKeys((isOfTexts('keys') && yaml.keys) || [], inputs, texts, top, note),
    scheme: yaml.filter?.scheme,
    inputs: new Map(inputs.map((input) => [input.name, input])),
    blocks: blocks.map(({ name, file }, index) => ({ name, file: file.shown, text: texts[index]! })),
    credits: layers.flatMap((layer) => (used.has(layer) && layer.credit) || []),
  };
}

function readYaml(
  { layer, file }: LayerFile,
  note: Note,
): { readonly layer: HelpLayer; readonly content: HelpContent } {
  const kind = { numbersAreText: true, reference: 'docs/help-format.md' };
  const { value, problems } = parseYaml(file.text, file.shown, helpSchema, kind);
  problems.forEach(note);
  return { layer, content: value ?? {} };
}

function mergeYaml(below: HelpContent, upper: HelpContent): HelpContent {
  const input = upper.input ? new Map([...(below.input ?? []), ...upper.input]) : upper.input;
  return { ...below, ...upper, ...(input && { input }) };
}

function pickBlocks(names: readonly string[], files: MergedFiles, note: Note): (LayerFile & { name: string })[] {
  return names.flatMap((name) => {
    const found = files.blocks.get(name);
    if (found) return [{ name, ...found }];
    const file = files.yamls[0]?.file.shown ?? [...files.blocks.values()][0]?.file.shown;
    const fix = `Write ${files.cname}/${name}.${files.language}.md, or list only existing blocks under \`block\`.`;
    note(problem('help-document-invalid', { file }, `block ${quoted(name)} has no file`, fix));
    return [];
  });
}

function noteOddities(yaml: HelpContent, inputs: readonly Input[], file: string, note: Note): void {
  if (!yaml._ && !yaml.also) {
    const fix = 'Write it under `_`; the name of the mirror is used until then.';
    note(problem('help-document-invalid', { file }, 'the document has no title', fix));
  }
  const set = namesSet(inputs);
  for (const name of [...set].filter(isPredefined).sort()) {
    const fix = 'Use another name; this one has a fixed meaning in every document.';
    note(problem('help-variable-predefined', { file }, `an input sets ${quoted(name)}, which is predefined`, fix));
  }
}

function isPredefined(name: string): boolean {
  return predefinedNames.some((predefined) => predefined === name) || isForMirror(name);
}
