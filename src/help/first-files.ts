import type { SiteFile } from '../model/help.ts';

/** What a program asks a mirror for first, once it has been told of it: an address in which `*` stands for any name. */
export type FirstFile = string;

/** A form of configuration that tells a program of repositories. */
interface Form {
  /** Files of this form, by the name of the file or the first lines that say so. */
  readonly fits: (name: string, text: string) => boolean;
  readonly read: (text: string) => FirstFile[];
}

/** The first form that fits counts. Others say nothing that can be followed. */
const forms: readonly Form[] = [
  { fits: (name, text) => name.endsWith('.sources') || /^Types:/m.test(text), read: readDeb822 },
  { fits: (_, text) => /^(deb|deb-src)[ \t]/m.test(text), read: readSourcesList },
  { fits: (name, text) => name.endsWith('.repo') || /^(baseurl|mirrorlist) ?=/m.test(text), read: readRepo },
  { fits: (_, text) => /^Server ?= ?http/m.test(text), read: readPacman },
  { fits: (name) => name === 'repositories', read: readApk },
  { fits: (_, text) => /^index ?= ?"sparse\+/m.test(text), read: readSparse },
];

/**
 * The files that a ready file makes its program ask for first: indexes of repositories. Without them the lines are of no use.
 *
 * @param name of the file, without folders
 */
export function firstFiles(name: string, text: string): FirstFile[] {
  const form = forms.find(({ fits }) => fits(name, text));
  return [...new Set(form?.read(withoutComments(text)) ?? [])];
}

function withoutComments(text: string): string {
  return text.replaceAll(/^[ \t]*[#;].*\n?/gm, '');
}

/** One paragraph for each set of repositories; see sources.list(5). A suite that ends with a slash is a folder. */
function readDeb822(text: string): FirstFile[] {
  return text.split(/\n[ \t]*\n/).flatMap((paragraph) => {
    if (/^Enabled:[ \t]*no/im.test(paragraph)) return [];
    const suites = wordsOf('Suites', paragraph);
    return wordsOf('URIs', paragraph).flatMap((uri) => suites.map((suite) => aptIndex(uri, suite)));
  });
}

/** The words of a field, which may go on in lines that begin with a space. */
function wordsOf(field: string, paragraph: string): string[] {
  const [, value = ''] = new RegExp(`^${field}:((?:.*\\n?)(?:[ \\t]+.*\\n?)*)`, 'im').exec(paragraph) ?? [];
  return value.split(/\s+/).filter(Boolean);
}

function readSourcesList(text: string): FirstFile[] {
  return [...text.matchAll(/^deb(?:-src)?[ \t]+(?:\[[^\]\n]*\][ \t]+)?(\S+)[ \t]+(\S+)/gm)].map(([, uri, suite]) =>
    aptIndex(uri!, suite!),
  );
}

/** `InRelease`, or in old archives `Release`. */
function aptIndex(uri: string, suite: string): FirstFile {
  const folder = suite.endsWith('/') ? joined(uri, suite) : joined(uri, `dists/${suite}`);
  return joined(folder, '*Release');
}

/** Variables of dnf stand for some folder; see dnf.conf(5). Sections that are off are not asked for. */
function readRepo(text: string): FirstFile[] {
  return text.split(/^(?=\[)/m).flatMap((section) => {
    if (/^enabled ?= ?0/m.test(section)) return [];
    return [...section.matchAll(/^baseurl ?= ?(\S+)/gm)].map(([, url]) =>
      joined(url!.replaceAll(/\$\{[^}]*\}|\$\w+/g, '*'), 'repodata/repomd.xml'),
    );
  });
}

/** A repository without a name of its own is `core` of Arch Linux, or whatever there is. */
function readPacman(text: string): FirstFile[] {
  return [...text.matchAll(/^Server ?= ?(\S+)/gm)].map(([, url]) => joined(url!.replaceAll(/\$\w+/g, '*'), '*.db'));
}

function readApk(text: string): FirstFile[] {
  return [...text.matchAll(/^(?:@\S+[ \t]+)?(https?:\/\/\S+)/gm)].map(([, url]) => joined(url!, '*/APKINDEX.tar.gz'));
}

function readSparse(text: string): FirstFile[] {
  return [...text.matchAll(/^(?:index|registry) ?= ?"sparse\+([^"]+)"/gm)].map(([, url]) =>
    joined(url!, 'config.json'),
  );
}

function joined(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/**
 * The mirror that an address belongs to, the longest fitting one; undefined for addresses elsewhere, and for patterns that leave
 * nothing to look for.
 *
 * @param addresses of the mirrors by cname
 */
export function addressToSiteFile(
  file: FirstFile,
  addresses: Readonly<Record<string, string>>,
): Required<SiteFile> | undefined {
  const plain = file.replace(/^https?:/, '');
  const [best] = Object.entries(addresses)
    .map(([cname, address]) => ({ cname, base: `${address.replace(/^https?:/, '').replace(/\/+$/, '')}/` }))
    .filter(({ base }) => plain.startsWith(base))
    .sort((a, b) => b.base.length - a.base.length);
  const path = best && plain.slice(best.base.length);
  return best && path && !path.includes('..') ? { cname: best.cname, path } : undefined;
}
