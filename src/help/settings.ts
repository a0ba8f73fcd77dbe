import { type FirstFile, joined } from './first-file.ts';

/** Programs that ask for the names of packages have no index, so anything below is enough: pip, npm, Maven, Go. */
const ANYTHING = '*';
/** The address itself. */
const ITSELF = Symbol('itself');
/** A repository of git, whose folder may be with or without `.git` whatever the address says. */
const REPOSITORY = Symbol('repository');

/** A setting that tells a program of a mirror: its expression catches an address, and `first` is below that. */
interface Setting {
  readonly says: RegExp;
  /** What the program asks for first, with `*` for any name. */
  readonly first: string | typeof ITSELF | typeof REPOSITORY;
}

/** How a name of a setting is followed by its value: `NAME=…`, `NAME = "…"`, `ENV["NAME"] = "…"`. */
const IS = '"?\\]? ?(?:=|<-) ?["\']?';
const ADDRESS = '((?:https?|rsync):[^\\s"\'<>,|]+)';

function named(names: string, first: Setting['first']): Setting {
  return { says: new RegExp(`\\b(?:${names})${IS}${ADDRESS}`, 'g'), first };
}

function written(before: string, first: Setting['first'], after = ''): Setting {
  return { says: new RegExp(`${before}${ADDRESS}${after}`, 'gm'), first };
}

const settings: readonly Setting[] = [
  // Python: pip.conf, uv.toml, and pip, uv, Poetry and PDM on the command line
  named('(?:extra-)?index-url|UV_DEFAULT_INDEX', ANYTHING),
  written('^\\[\\[index\\]\\][^[]*?^url = "', ANYTHING),
  written('\\b(?:pip install -i|config set global\\.index-url|config pypi\\.url) ', ANYTHING),
  // JavaScript: .npmrc, .bunfig.toml, package managers on the command line, and what fetches Node.js
  named('registry|COREPACK_NPM_REGISTRY', ANYTHING),
  written('\\bconfig set (?:--home )?(?:registry|npmRegistryServer) ', ANYTHING),
  named('NVM_NODEJS_ORG_MIRROR|N_NODE_MIRROR', 'index.tab'),
  named('FNM_NODE_DIST_MIRROR', 'index.json'),
  // Java and Clojure: settings.xml, Gradle, profiles.clj
  written('<url>', ANYTHING),
  written('^(?:def|val) \\w+ = [\'"]', ANYTHING),
  written('"clojars" \\{[^}]*?:url "', ANYTHING),
  named('MVNW_REPOURL', ANYTHING),
  // Go, Rust, Dart and Flutter
  named('GOPROXY', ANYTHING),
  named('RUSTUP_DIST_SERVER', 'dist/channel-rust-*.toml'),
  named('RUSTUP_UPDATE_ROOT', 'release-stable.toml'),
  named('FLUTTER_STORAGE_BASE_URL', 'flutter_infra_release'),
  // Perl, R, Julia, Haskell, Ruby, Emacs, TeX
  written('\\burllist(?:", "unshift", "| unshift )', 'modules/02packages.details.txt.gz'),
  named('CRAN|RENV_CONFIG_REPOS_OVERRIDE', 'src/contrib/PACKAGES*'),
  named('BioC_mirror', 'packages/*/bioc/src/contrib/PACKAGES*'),
  named('JULIA_PKG_SERVER', 'registries*'),
  written('^ *download-prefix: ', 'timestamp.json'),
  written('^ *(?:- |latest-snapshot: )', ITSELF, '(?<=\\.(?:yaml|json))$'),
  written('^ *snapshot-location-base: ', ANYTHING),
  written('^:sources:\\n(?: +- .*\\n)*? +- ', 'specs.4.8.gz'),
  written('"[\\w-]+" \\. "', 'archive-contents'),
  written('\\btlmgr option repository ', 'tlpkg/texlive.tlpdb*'),
  // ROS
  written('^yaml ', ITSELF),
  named('ROSDISTRO_INDEX_URL', ITSELF),
  // Systems and their packages
  named('FREEBSD_HOST', 'releases/*/*/*/MANIFEST'),
  written('^[\\w-]+: ?\\{[^}]*?\\burl: ?"(?:pkg\\+)?', 'meta*'),
  written('^repository=', '*-repodata'),
  written('^src/gz \\S+ ', 'Packages*'),
  written('^GENTOO_MIRRORS="', 'distfiles'),
  written('^sync-uri = ', 'metadata/timestamp.chk', '(?<=^sync-uri = rsync:.*)'),
  written('^sync-uri = ', REPOSITORY, '(?<=\\.git)$'),
  written('^sync-uri = ', 'Packages*', '(?<=/binpackages/.*)'),
  written('^inst\\.repo=', '.treeinfo'),
  named('(?:extra-)?substituters', 'nix-cache-info'),
  written('\\bnix-channel --add ', 'nixexprs.tar.xz'),
  written('\\bremote add \\S+ ', 'streams/v1/index.json', '(?= --protocol=simplestreams)'),
  // Homebrew, and repositories of git
  named('HOMEBREW_API_DOMAIN|HOMEBREW_BOTTLE_DOMAIN', ANYTHING),
  named('HOMEBREW_(?:BREW|CORE)_GIT_REMOTE|FLUTTER_GIT_URL', REPOSITORY),
  written('\\bgit (?:clone|ls-remote) (?:-[^\\n ]+ (?:[\\w./-]+ )?)*', REPOSITORY),
  written('\\bgit remote (?:add|set-url) \\S+ ', REPOSITORY),
  written('\\brepo init (?:-u |--repo-url=)', REPOSITORY),
];

/** What programs ask for first, of the mirrors that settings name. */
export function settingsToFiles(text: string): FirstFile[] {
  // Which system and release this is, pkg of FreeBSD puts in itself.
  const known = text.replaceAll(/\$\{ABI\}/g, '*');
  return settings.flatMap(({ says, first }) => [...known.matchAll(says)].map(([, address]) => below(address!, first)));
}

function below(address: string, first: Setting['first']): FirstFile {
  if (first === ITSELF) return address;
  return first === REPOSITORY ? address.replace(/(\.git)?\/*$/, '*') : joined(address, first);
}
