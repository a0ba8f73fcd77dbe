import { languages } from '../base/localized.ts';

/*
 * Every file of the content folder that is read, once: the readers, the reference and what is told of files that nothing
 * reads take it from here.
 */

/** A kind of file that people write. */
export interface ContentKind {
  /** The folder that it is in, relative to the content folder; empty for the content folder itself. */
  readonly folder: string;
  /** Pattern of its name below that folder; named groups are facts in the name. */
  readonly name: RegExp;
  /** The same for people, relative to the content folder: `mirrors/<cname>.yaml`. */
  readonly file: string;
  readonly example: string;
  readonly description: string;
}

const LANGUAGE = `(?<language>${languages.join('|')})`;

export const contentKinds = {
  portal: {
    folder: '',
    name: /^portal\.yaml$/,
    file: 'portal.yaml',
    example: 'portal.yaml',
    description: 'The site, its sources and its languages.',
  },
  mirror: {
    folder: 'mirrors',
    name: /^(?<cname>.+)\.yaml$/,
    file: 'mirrors/<cname>.yaml',
    example: 'mirrors/ubuntu.yaml',
    description:
      'Facts about a mirror. They override every source, except for the state and the size, and the library key by key.',
  },
  help: {
    folder: 'help',
    // Names of blocks may have dots: `mirror.git.zh.md` is the block `mirror.git`.
    name: new RegExp(`^(?<cname>.+)/(?<block>[^/]+)\\.${LANGUAGE}\\.md$`),
    file: 'help/<cname>/<block>.<language>.md',
    example: 'help/ubuntu/index.zh.md',
    description: 'How to use a mirror: one block of its page, Markdown. The first block is `index`.',
  },
  helpOptions: {
    folder: 'help',
    name: new RegExp(`^(?<cname>.+)/${LANGUAGE}\\.yaml$`),
    file: 'help/<cname>/<language>.yaml',
    example: 'help/ubuntu/zh.yaml',
    description:
      'Title, blocks and inputs of a help page; see docs/help-format.md. Null removes a value of the layers below.',
  },
  page: {
    folder: 'pages',
    name: new RegExp(`^(?<name>[a-z0-9]+(?:-[a-z0-9]+)*)\\.${LANGUAGE}\\.md$`),
    file: 'pages/<name>.<language>.md',
    example: 'pages/about.zh.md',
    description:
      'A page of the site, Markdown that starts with `# its title`. `about` is the page about the site and its operators; every other one is at `/pages/<name>/`, and `nav` or `footer` in portal.yaml links to it.',
  },
  news: {
    folder: 'news',
    // The name is part of addresses, so it is of letters that need no encoding.
    name: new RegExp(`^(?<name>(?<day>\\d{4}-\\d\\d-\\d\\d)-[a-z0-9]+(?:-[a-z0-9]+)*)\\.${LANGUAGE}\\.md$`),
    file: 'news/<day>-<slug>.<language>.md',
    example: 'news/2026-08-08-new-disks.zh.md',
    description: 'An announcement, Markdown that starts with `# its title`; shown from its date on.',
  },
  incident: {
    folder: 'incidents',
    name: new RegExp(`^(?<name>(?<day>\\d{4}-\\d\\d-\\d\\d)-[a-z0-9]+(?:-[a-z0-9]+)*)\\.${LANGUAGE}\\.md$`),
    file: 'incidents/<day>-<slug>.<language>.md',
    example: 'incidents/2026-08-08-power.zh.md',
    description:
      'An outage, maintenance or notice: keys between two lines `---`, then Markdown; see docs/incidents.md.',
  },
  kind: {
    folder: 'kinds',
    // Configurations name the rules of each kind by it, those for all trees `general`, and those of the pages `portal`; and
    // nginx refuses variables with long names.
    name: /^(?!(?:general|portal)\.yaml$)(?=.{1,24}\.yaml$)(?<kind>[a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$/,
    file: 'kinds/<kind>.yaml',
    example: 'kinds/debian.yaml',
    description:
      'One kind of tree: what a survey reads in it, and how long caches may keep its files. It overrides the kind of the library key by key. The name has at most 24 letters, digits and hyphens.',
  },
  downloads: {
    folder: 'downloads',
    name: /^(?=.{1,64}\.yaml$)(?<distro>[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*)\.yaml$/,
    file: 'downloads/<distro>.yaml',
    example: 'downloads/debian.yaml',
    description:
      'Which files of one distribution or application people download, and what their names say. It overrides the rules of the library key by key. The name has at most 64 letters, digits, dots, hyphens, underscores and plus signs.',
  },
  cname: {
    folder: '',
    name: /^cname\.json$/,
    file: 'cname.json',
    example: 'cname.json',
    description: 'Aliases: other names of mirrors, each with its cname. Chains of aliases are followed.',
  },
} as const satisfies Readonly<Record<string, ContentKind>>;

/** The same as a list, in the order of the reference. */
export const allKinds: readonly ContentKind[] = Object.values(contentKinds);

/** The folders of content that kinds are in. */
export const kindFolders: readonly string[] = [...new Set(allKinds.map(({ folder }) => folder))].filter(Boolean);

/** The facts in a name relative to the folder of a kind; undefined when the file is not of that kind. */
export function partsOf(kind: ContentKind, nameBelow: string): Readonly<Record<string, string>> | undefined {
  const match = kind.name.exec(nameBelow);
  return match ? { ...match.groups } : undefined;
}

/** The facts in the name of a file, relative to the content folder; undefined when it is not of that kind. */
export function nameToParts(kind: ContentKind, name: string): Readonly<Record<string, string>> | undefined {
  const below = nameBelow(kind.folder, name);
  return below === undefined ? undefined : partsOf(kind, below);
}

/** A name relative to a folder of content; undefined when it is not in there. */
export function nameBelow(folder: string, name: string): string | undefined {
  if (folder === '') return name;
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : undefined;
}

/** Whether a file, named relative to the content folder, is of this kind. */
export function isOfKind(kind: ContentKind, name: string): boolean {
  return nameToParts(kind, name) !== undefined;
}

/** Whether any kind takes a file, named relative to the content folder. */
export function isRead(name: string): boolean {
  return allKinds.some((kind) => isOfKind(kind, name));
}

/** Those of the files, named relative to the content folder, that are of a kind. */
export function filesOfKind(kind: ContentKind, files: readonly string[]): string[] {
  return files.filter((name) => isOfKind(kind, name));
}
