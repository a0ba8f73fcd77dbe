import { jsonFaultPlace } from '../base/json-fault.ts';
import { isLanguage } from '../base/localized.ts';
import { nearestName } from '../base/nearest-name.ts';
import { parseYaml } from '../base/parse-yaml.ts';
import { type Checked, checked, type Place, type Problem, problem, problemsOf, quoted } from '../base/problems.ts';
import type { TextFile } from '../base/text-file.ts';
import { type Aliases, readAliases } from '../model/aliases.ts';
import { type ContentKind, contentKinds, nameToParts } from '../model/content-kinds.ts';
import type { Translated } from '../model/markdown-document.ts';
import type { MirrorFile } from './mirror-file.ts';
import { cnameSchema, mirrorSchema } from './mirror-schema.ts';
import { type PortalContent, portalSchema, type SourceContent } from './portal-schema.ts';

/** A source as portal.yaml names it, with the id it goes by. */
export interface Source {
  readonly id: string;
  readonly content: SourceContent;
}

/** What portal.yaml says, and where what it says must not be followed. */
export interface PortalFile extends Checked<PortalContent> {
  /** The file, where its `serve` has a fault. */
  readonly serveFault: string | undefined;
  /** What is wrong with who the site is, its languages or its sources, in words. */
  readonly siteFaults: readonly string[];
}

/** The keys of portal.yaml that decide what is on the site at all. */
const DECISIVE = ['site', 'languages', 'sources'];

/** Read portal.yaml. A file that cannot be read at all leaves an empty portal, which has no site. */
export function readPortalFile(file: TextFile): PortalFile {
  if (file.fault) {
    const siteFaults = ['the file cannot be read'];
    return { value: portalSchema.parse({}), problems: [file.fault], serveFault: undefined, siteFaults };
  }
  const { value, problems, faultyKeys } = parseYaml(file.text, file.shown, portalSchema);
  return {
    value: value ?? portalSchema.parse({}),
    problems,
    serveFault: faultyKeys.has('serve') ? file.shown : undefined,
    siteFaults: value ? siteFaultsOf(value, faultyKeys) : ['the file cannot be used'],
  };
}

/** A mistyped key stands for the one that was probably meant. */
function siteFaultsOf({ site, sources }: PortalContent, faultyKeys: ReadonlySet<unknown>): string[] {
  if (!site && sources.length === 0 && faultyKeys.size === 0) return ['`site` and `sources` are not set'];
  const known = Object.keys(portalSchema.shape);
  const meant = [...faultyKeys].map((key) => nearestName(String(key), known));
  return DECISIVE.filter((key) => meant.includes(key)).map((key) => `\`${key}\` is invalid`);
}

/** Name the sources: by `id`, else by type, numbered where a type is used again. An id used twice is noted. */
export function nameSources(content: PortalContent, file: string): Checked<readonly Source[]> {
  return checked((note) => {
    const named = new Map<string, Source>();
    content.sources.forEach((source, index) => {
      const id = source.id ?? freeName(source.type, named);
      if (named.has(id)) note(usedTwice(id, { file, path: `sources.${index}.id` }));
      else named.set(id, { id, content: source });
    });
    return [...named.values()];
  });
}

function usedTwice(id: string, place: Place): Problem {
  const fix = 'Give each source an id of its own; only the first one is used.';
  return problem('duplicate-source', place, `id ${quoted(id)} is used twice`, fix);
}

function freeName(type: string, taken: ReadonlyMap<string, unknown>): string {
  let name = type;
  for (let number = 2; taken.has(name); number++) name = `${type}-${number}`;
  return name;
}

/** Read `mirrors/<cname>.yaml`. A file without a usable line is noted and left out. */
export function readMirrorFiles(files: readonly TextFile[]): Checked<readonly MirrorFile[]> {
  const read = files.map((file) => ({ file, ...parseYaml(file.text, file.shown, mirrorSchema) }));
  return {
    value: read.map(({ file, value, faultyKeys }) => {
      const cname = value?.cname ?? nameToParts(contentKinds.mirror, file.name)?.cname ?? file.name;
      const isServedAsSaid = value !== undefined && !faultyKeys.has('serve') && !faultyKeys.has('url');
      return { file: file.shown, cname, content: value, isServedAsSaid };
    }),
    problems: problemsOf(read),
  };
}

/** Read `cname.json`; a file that is no table of names is noted and counts as empty. */
export function readCnameFile(file: TextFile | undefined): Checked<Aliases> {
  if (!file) return readAliases({}, 'cname.json');
  if (file.fault) return { value: (name) => name, problems: [file.fault] };
  try {
    const result = cnameSchema.safeParse(JSON.parse(file.text));
    if (result.success) return readAliases(result.data, file.shown);
    const fix = 'Write { "other name": "cname", … }; no alias is used until then.';
    const fault = problem('bad-value', { file: file.shown }, 'expected an object from names to cnames', fix);
    return { value: (name) => name, problems: [fault] };
  } catch (error) {
    const fix = 'Correct the JSON; no alias is used until then.';
    const says = `not valid JSON at ${jsonFaultPlace(file.text, error)}`;
    return { value: (name) => name, problems: [problem('broken-json', { file: file.shown }, says, fix)] };
  }
}

/** Group Markdown files of a kind into documents, by the document name and language in their names. */
export function groupDocuments(files: readonly TextFile[], kind: ContentKind): ReadonlyMap<string, Translated> {
  const documents = new Map<string, Translated>();
  for (const { name: file, shown, text } of files) {
    const { name, language } = nameToParts(kind, file) ?? {};
    if (name === undefined || !isLanguage(language)) continue;
    documents.set(name, { ...documents.get(name), [language]: { file: shown, text } });
  }
  return documents;
}
