import type { Program } from '../programs.ts';
import type { Cname } from './registries.ts';

/** A client, and how it is used by somebody who follows the help page of its mirror. */
export interface Client {
  readonly name: string;
  readonly cname: Cname;
  readonly needs: readonly Program[];
  /** The package that brings the client from a registry of this machine; only when all clients are tried. */
  readonly from?: { readonly npm: string } | { readonly pip: string };
  /** It downloads much before it begins; only when all clients are tried. */
  readonly isSlow?: true;
  /** Files of the visitor's home; `REGISTRY` stands for the address of the registry that this machine uses. */
  readonly before?: Readonly<Record<string, string>>;
  /** What each of his shells begins with. */
  readonly begins?: string;
  /** The lines to follow in order: the path of the file that they are for, or what they look like. */
  readonly lines: readonly (string | RegExp)[];
  /** What stands in for text of the lines: the name of a package for `some-package`. */
  readonly named?: Readonly<Record<string, string>>;
  /** Commands that install a small package and use it. */
  readonly install: string;
  /** What is said by the lines and the installation, where the page promises it. */
  readonly says?: (site: string) => string;
  /** The address of the package that the mirror must have been asked for, below the site. */
  readonly takes: RegExp;
  /** The lines of the way back; without, the text of the lines is removed from the files. */
  readonly back?: RegExp;
  /** The way back asks the registry itself. */
  readonly isBackOnline?: true;
  /** A command that prints what the client is configured for. */
  readonly settings: string;
}

const usesIsNumber = `node -e 'if (!require("is-number")(5)) process.exit(1)'`;
const packageJson = { 'package.json': '{ "name": "visitor", "private": true }\n' };

const crate = {
  'Cargo.toml': '[package]\nname = "visitor"\nedition = "2021"\n\n[dependencies]\nitoa = "1"\n',
  'src/lib.rs': 'pub fn text(number: u8) -> String { itoa::Buffer::new().format(number).to_string() }\n',
};

const pythonProject = '[project]\nname = "visitor"\nversion = "1"\nrequires-python = ">=3.9"\ndependencies = ["six"]\n';
/** Poetry asks PyPI by an interface of its own, which other indexes lack; from here it gets what it does not find there. */
const poetrySource = '\n[[tool.poetry.source]]\nname = "own"\nurl = "REGISTRY/"\npriority = "supplemental"\n';
const sixWheel = /^\/packages\/pypi\/.*\/six-[^/]+\.whl$/;

export const clients: readonly Client[] = [
  {
    name: 'pip',
    cname: 'pypi',
    needs: ['pip3', 'python3'],
    before: { '.config/pip/pip.conf': '[global]\nretries = 1\n' },
    begins: '[ -d .venv ] || python3 -m venv .venv; . .venv/bin/activate',
    lines: [/pip install -i/, /pip config set/, /pip config list/],
    named: { 'some-package': 'six', ' /tmp ': ' . ' },
    install: `python3 -m pip install --force-reinstall six && python3 -c 'import six'`,
    says: (site) => `Looking in indexes: ${site}/pypi/simple\n`,
    takes: sixWheel,
    back: /pip config unset/,
    settings: 'python3 -m pip config list',
  },
  {
    name: 'uv',
    cname: 'pypi',
    needs: ['python3'],
    from: { pip: 'uv' },
    before: { '.config/uv/uv.toml': 'offline = false\n', 'pyproject.toml': pythonProject },
    begins: 'export UV_PYTHON_DOWNLOADS=never',
    lines: ['~/.config/uv/uv.toml'],
    install: `uv sync && .venv/bin/python -c 'import six' && grep registry uv.lock`,
    says: (site) => `registry = "${site}/pypi/simple"`,
    takes: sixWheel,
    settings: 'cat .config/uv/uv.toml',
  },
  {
    name: 'uv, for one command',
    cname: 'pypi',
    needs: ['python3'],
    from: { pip: 'uv' },
    before: { 'pyproject.toml': pythonProject },
    begins: 'export UV_PYTHON_DOWNLOADS=never',
    lines: [/^UV_DEFAULT_INDEX/],
    install: `.venv/bin/python -c 'import six' && grep registry uv.lock`,
    says: (site) => `registry = "${site}/pypi/simple"`,
    takes: sixWheel,
    settings: 'true',
  },
  {
    name: 'Poetry',
    cname: 'pypi',
    needs: ['python3'],
    from: { pip: 'poetry' },
    before: { 'pyproject.toml': pythonProject + poetrySource },
    begins: 'export POETRY_VIRTUALENVS_IN_PROJECT=true',
    lines: [/^poetry source add/],
    install: `poetry install --no-root && .venv/bin/python -c 'import six' && grep url poetry.lock`,
    says: (site) => `url = "${site}/pypi/simple"`,
    takes: sixWheel,
    back: /^poetry source remove/,
    isBackOnline: true,
    settings: 'grep . pyproject.toml; grep -s 127.0.0.1 poetry.lock',
  },
  {
    name: 'npm',
    cname: 'npm',
    needs: ['npm'],
    before: { ...packageJson, '.npmrc': 'fund=false\n' },
    lines: [/^npm config set registry/, /^npm config get registry/],
    install: `npm install is-number && ${usesIsNumber}`,
    says: (site) => `${site}/npm/\n`,
    takes: /^\/packages\/npm\/.*is-number-[^/]+\.tgz$/,
    back: /^npm config delete registry/,
    settings: 'npm config get registry; cat .npmrc',
  },
  {
    name: 'npm, for one command',
    cname: 'npm',
    needs: ['npm'],
    before: packageJson,
    lines: [/^npm install --registry/],
    named: { 'some-package': 'is-number' },
    install: usesIsNumber,
    takes: /^\/packages\/npm\/.*is-number-[^/]+\.tgz$/,
    settings: 'npm config get registry',
  },
  {
    name: 'pnpm',
    cname: 'npm',
    needs: ['npm'],
    from: { npm: 'pnpm' },
    before: packageJson,
    lines: [/^pnpm config set registry/],
    install: `pnpm add is-number && ${usesIsNumber}`,
    takes: /^\/packages\/npm\/.*is-number-[^/]+\.tgz$/,
    back: /^pnpm config delete registry/,
    settings: 'pnpm config get registry',
  },
  {
    name: 'Yarn 1',
    cname: 'npm',
    needs: ['npm'],
    from: { npm: 'yarn@1' },
    before: packageJson,
    // Without this, root's settings and cache are outside of his home.
    begins: 'export FAKEROOTKEY=1',
    lines: [/^yarn config set registry/],
    install: `yarn add is-number && ${usesIsNumber}`,
    takes: /^\/packages\/npm\/.*is-number-[^/]+\.tgz$/,
    back: /^yarn config delete registry/,
    settings: 'yarn config get registry',
  },
  {
    name: 'Yarn 4',
    cname: 'npm',
    needs: ['npm'],
    from: { npm: '@yarnpkg/cli-dist@4' },
    before: { 'project/package.json': packageJson['package.json'], 'project/yarn.lock': '' },
    begins: 'cd project && export YARN_NODE_LINKER=node-modules YARN_ENABLE_GLOBAL_CACHE=false YARN_ENABLE_TELEMETRY=0',
    lines: [/^yarn config set --home npmRegistryServer/],
    install: `yarn add is-number && ${usesIsNumber}`,
    takes: /^\/packages\/npm\/.*is-number-[^/]+\.tgz$/,
    back: /^yarn config unset --home npmRegistryServer/,
    settings: 'yarn config get npmRegistryServer',
  },
  {
    name: 'cargo',
    cname: 'crates.io-index',
    needs: ['cargo'],
    before: { ...crate, '.cargo/config.toml': '[term]\nprogress.when = "never"\n' },
    lines: ['~/.cargo/config.toml', /^cargo update --dry-run/],
    install: 'cargo build',
    says: () => 'Updating `mirror` index',
    takes: /^\/packages\/crates\.io-index\/.*itoa/,
    settings: `cat .cargo/config.toml; rm -f Cargo.lock; cargo update --dry-run 2>&1 | grep Updating`,
  },
  {
    name: 'cargo, for one command',
    cname: 'crates.io-index',
    needs: ['cargo'],
    before: crate,
    lines: [/^cargo --config/],
    install: 'ls .cargo/registry/cache/*/itoa-*.crate',
    says: () => 'Updating `mirror` index',
    takes: /^\/packages\/crates\.io-index\/.*itoa/,
    settings: 'ls .cargo/config.toml 2>&1',
  },
  {
    name: 'go',
    cname: 'goproxy',
    needs: ['go'],
    before: {
      'project/go.mod': 'module visitor\n',
      'project/main.go': 'package main\n\nimport "github.com/pkg/errors"\n\nfunc main() { _ = errors.New("") }\n',
    },
    begins: 'cd project',
    lines: [/^go env -w GOPROXY/, /^go env GOPROXY/],
    install: 'go mod tidy && go mod verify',
    says: (site) => `# get ${site}/goproxy/golang.org/x/text/@v/list\n`,
    takes: /^\/goproxy\/github\.com\/pkg\/errors\/@v\/.*\.zip$/,
    back: /^go env -u GOPROXY/,
    settings: 'go env GOPROXY',
  },
  {
    name: 'Maven',
    cname: 'maven',
    needs: ['mvn'],
    isSlow: true,
    // Java has its own list of authorities, and its own idea of whose home it is in.
    begins: `[ -e trust ] || openssl x509 -in "$SSL_CERT_FILE" | keytool -importcert -noprompt -keystore trust -storepass changeit 2>/dev/null
      export MAVEN_OPTS="-Duser.home=$HOME -Djavax.net.ssl.trustStore=$HOME/trust -Djavax.net.ssl.trustStorePassword=changeit"`,
    lines: ['~/.m2/settings.xml', /^mvn -U dependency:get/],
    install: 'ls .m2/repository/org/slf4j/slf4j-api/2.0.17/slf4j-api-2.0.17.jar',
    says: () => 'Downloading from mirror: ',
    takes: /^\/maven\/org\/slf4j\/slf4j-api\/2\.0\.17\/slf4j-api-2\.0\.17\.jar$/,
    settings: 'ls .m2/settings.xml 2>&1',
  },
  {
    name: 'gem',
    cname: 'rubygems',
    needs: ['gem'],
    before: { '.gemrc': ':verbose: true\n' },
    lines: ['~/.gemrc', /^gem sources/],
    install: 'gem install --user-install rake && gem list --local --exact rake',
    says: (site) => `${site}/rubygems/\n`,
    takes: /^\/rubygems\/gems\/rake-[^/]+\.gem$/,
    settings: 'gem sources',
  },
  {
    name: 'Bundler',
    cname: 'rubygems',
    needs: ['bundle', 'gem'],
    before: { Gemfile: 'source "REGISTRY"\ngem "rake"\n' },
    begins: 'export BUNDLE_PATH=vendor',
    lines: [/^bundle config set/, /^bundle config get/],
    install: 'bundle install && bundle exec rake --version',
    takes: /^\/rubygems\/gems\/rake-[^/]+\.gem$/,
    back: /^bundle config unset/,
    settings: 'bundle config get mirror.all',
  },
];
