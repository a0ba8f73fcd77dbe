import { type FirstFile, isComplete, joined } from './first-file.ts';
import { settingsToFiles } from './settings.ts';

/** A form of configuration that tells a program of repositories. */
interface Form {
  /** Files of this form, by the name of the file or the first lines that say so. */
  readonly fits: (name: string, text: string) => boolean;
  readonly read: (text: string) => FirstFile[];
}

/** The first form that fits counts. In files of another form, single settings are looked for. */
const forms: readonly Form[] = [
  { fits: (name, text) => name.endsWith('.sources') || /^Types:/m.test(text), read: readDeb822 },
  { fits: (_, text) => /^(deb|deb-src)[ \t]/m.test(text), read: readSourcesList },
  { fits: (name, text) => name.endsWith('.repo') || /^(baseurl|mirrorlist) ?=/m.test(text), read: readRepo },
  { fits: (_, text) => /^Server ?= ?http/m.test(text), read: readPacman },
  { fits: (name) => name === 'repositories', read: readApk },
  { fits: (_, text) => /^(index|registry) ?= ?"sparse\+/m.test(text), read: readSparse },
  { fits: (name) => name === '.condarc', read: readChannels },
  { fits: (name) => name === 'installurl', read: (text) => [joined(text.trim(), '*/*/SHA256*')] },
  { fits: () => true, read: settingsToFiles },
];

/**
 * The files that a ready file makes its program ask for first: indexes of repositories. Without them the lines are of no use.
 *
 * @param name of the file, without folders
 */
export function firstFiles(name: string, text: string): FirstFile[] {
  const form = forms.find(({ fits }) => fits(name, text));
  return [...new Set(form?.read(withoutComments(text)).filter(isComplete) ?? [])];
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
  const known = text.replaceAll(/\$\{[^}]*\}|\$\w+/g, '*');
  return known.split(/^(?=\[)/m).flatMap((section) => {
    if (/^enabled ?= ?0/m.test(section)) return [];
    const indexes = [...section.matchAll(/^baseurl ?= ?(\S+)/gm)].map(([, url]) => joined(url!, 'repodata/repomd.xml'));
    return [...indexes, ...[...section.matchAll(/^gpgkey ?= ?(http\S+)/gm)].map(([, url]) => url!)];
  });
}

/** A repository without a name of its own is `core` of Arch Linux, or whatever there is. */
function readPacman(text: string): FirstFile[] {
  return [...text.matchAll(/^Server ?= ?(\S+)/gm)].map(([, url]) => joined(url!.replaceAll(/\$\w+/g, '*'), '*.db'));
}

function readApk(text: string): FirstFile[] {
  return [...text.matchAll(/^(?:@\S+[ \t]+)?(https?:\/\/\S+)/gm)].map(([, url]) =>
    url!.endsWith('.adb') ? url! : joined(url!, '*/APKINDEX.tar.gz'),
  );
}

function readSparse(text: string): FirstFile[] {
  return [...text.matchAll(/^(?:index|registry) ?= ?"sparse\+([^"]+)"/gm)].map(([, url]) =>
    joined(url!, 'config.json'),
  );
}

/** The channels of conda: whole addresses, and names with the address of the folder that they are in. */
function readChannels(text: string): FirstFile[] {
  const whole = [...text.matchAll(/^ *- (https?:\S+)/gm)].map(([, url]) => url!);
  const own = [...text.matchAll(/^ +([\w.-]+): (https?:\S+)/gm)].map(([, name, url]) => joined(url!, name!));
  return [...whole, ...own].map((channel) => joined(channel, 'noarch/repodata.json*'));
}
