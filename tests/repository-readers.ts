import { join } from 'node:path';
import { Sandbox } from './sandbox.ts';

/** The addresses that a package manager reads from a file, or why it refuses the file. */
export interface Repositories {
  readonly addresses: readonly string[];
  readonly complaint: string;
}

/** A file, by the name that says how to read it: apt knows lists by `.sources` and `.list`. */
export interface RepositoryFile {
  readonly name: string;
  readonly text: string;
}

/** What apt finds in each of several lists of sources. */
export function readWithApt(lists: readonly RepositoryFile[]): Repositories[] {
  const sandbox = new Sandbox();
  lists.forEach(({ name, text }, index) => void sandbox.write(`${index}/${name}`, text));
  const options = Object.entries({
    ...{ Dir: sandbox.home, 'Dir::State::status': '/dev/null', 'Dir::Etc::sourcelist': '/dev/null' },
    ...{ 'APT::Architecture': 'amd64', 'APT::Get::IndexTargets::ReleaseInfo': 'false' },
  }).map(([key, value]) => `-o ${key}=${value}`);
  const ask = `apt-get indextargets --format '$(URI)' ${options.join(' ')} -o Dir::Etc::sourceparts="$PWD/$n"`;
  const { said } = sandbox.shell(`for n in {0..${lists.length - 1}}; do ${ask} || echo failed; echo '#'; done`);
  return said.split('#\n').slice(0, -1).map(toRepositories);
}

/** dnf's own reader, once for many folders. Its command tells less: it says nothing of options that it does not know. */
const READ_REPOS = `
import dnf, json, logging, sys
class Notes(logging.Handler):
    def emit(self, record): notes.append(record.getMessage())
logger = logging.getLogger('dnf')
logger.setLevel(logging.DEBUG)
logger.addHandler(Notes())
for folder in sys.argv[1:]:
    notes = []
    base = dnf.Base()
    notes.clear()
    base.conf.reposdir = [folder]
    base.conf.substitutions.update(releasever='9', basearch='x86_64')
    base.read_all_repos()
    repos = list(base.repos.all())
    notes += [r.id + ' has no address' for r in repos if not r.baseurl]
    notes += [] if repos else ['there is no repository']
    addresses = [address for r in repos for address in [*r.baseurl, *r.gpgkey]]
    print(json.dumps({'addresses': addresses, 'complaint': '\\n'.join(notes)}))
`;

/** What dnf finds in each of several repository files. */
export function readWithDnf(texts: readonly string[]): Repositories[] {
  const sandbox = new Sandbox();
  const folders = texts.map((text, index) => join(sandbox.write(`${index}/mirror.repo`, text), '..'));
  // Debian's own Python: the packages of dnf are for that one.
  const answers = sandbox.read('/usr/bin/python3', '-c', READ_REPOS, ...folders);
  return answers
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Repositories)
    .map(({ addresses, complaint }) => ({ addresses: addresses.filter(isAddress), complaint }));
}

/** What zypper finds in a repository file. */
export function readWithZypper(text: string): Repositories {
  const sandbox = new Sandbox();
  sandbox.write('repos/mirror.repo', text);
  const folders = ['--reposd-dir', join(sandbox.home, 'repos'), '--cache-dir', join(sandbox.home, 'cache')];
  const { status, said } = sandbox.run('zypper', '--xmlout', ...folders, '--releasever', '16.0', 'repos');
  const addresses = [...said.matchAll(/(?:<url>|gpgkey=")([^<"]*)/g)].map(([, address]) => address!);
  return { addresses: addresses.filter(isAddress), complaint: status === 0 ? '' : said };
}

/**
 * What pacman finds for a repository.
 *
 * @param config a whole `pacman.conf`; `{{home}}` in it is the folder of the files
 * @param files by name, for it to include
 */
export function readWithPacman(config: string, files: Readonly<Record<string, string>>, name: string): Repositories {
  const sandbox = new Sandbox();
  for (const [file, text] of Object.entries(files)) sandbox.write(file, text);
  const path = sandbox.write('pacman.conf', config.replaceAll('{{home}}', sandbox.home));
  const { status, said } = sandbox.run('pacman-conf', '--config', path, `--repo=${name}`, 'Server');
  return toRepositories(status === 0 ? said : `${said}failed`);
}

/** Lines are addresses, each of which may be there many times, or complaints. */
function toRepositories(said: string): Repositories {
  const lines = [...new Set(said.split('\n').filter(Boolean))];
  const complaints = lines.filter((line) => !isAddress(line));
  return { addresses: lines.filter(isAddress), complaint: complaints.join('\n') };
}

function isAddress(line: string): boolean {
  return /^https?:\/\//.test(line);
}
