import { describe, expect, test } from 'vitest';
import { fenceOf, type Lines, nameLines } from './help-library.ts';
import { type Program, testWith } from './programs.ts';
import { Sandbox } from './sandbox.ts';

/** A program that keeps its mirror in a file of its own, or is told it by a command. */
interface Setting {
  readonly cname: string;
  readonly needs: readonly Program[];
  /** It only works when root runs it. */
  readonly byRoot?: true;
  /** The lines of the document to try: the path of the file that they are for, or what they look like. */
  readonly lines: string | RegExp;
  /** What stands there before. */
  readonly before?: string;
  /** A command that makes the program use the mirror, or say what it would use; the lines do so themselves without. */
  readonly ask?: string;
  /** What it says then. */
  readonly says: (line: Lines) => string;
  /** What a program says that takes the setting and goes elsewhere. */
  readonly unlike?: string;
  /** What is changed in the lines to make them useless. */
  readonly spoiled: readonly [string, string];
  /** The lines that take the setting back. */
  readonly back?: RegExp;
}

const crate = `mkdir -p src; touch src/lib.rs; printf '[package]\\nname="x"\\n[dependencies]\\nserde="1"\\n' > Cargo.toml`;

const kept: readonly Setting[] = [
  {
    cname: 'pypi',
    needs: ['pip3'],
    lines: /^python3 -m pip config set/,
    ask: 'python3 -m pip download --retries 0 --no-deps -d . six',
    says: ({ endpoint }) => `Looking in indexes: ${endpoint}/simple\n`,
    unlike: 'not a trusted or secure host',
    spoiled: ['config set', 'config put'],
    back: /pip config unset/,
  },
  {
    cname: 'pypi',
    needs: ['pip3'],
    lines: '/etc/pip.conf',
    ask: 'PIP_CONFIG_FILE=etc/pip.conf python3 -m pip download --retries 0 --no-deps -d . six',
    says: ({ endpoint }) => `Looking in indexes: ${endpoint}/simple\n`,
    unlike: 'not a trusted or secure host',
    spoiled: ['[global]', '[global'],
  },
  {
    cname: 'npm',
    needs: ['npm'],
    lines: /^npm config set registry/,
    ask: 'npm view semver version --fetch-retries=0',
    says: ({ endpoint }) => `request to ${endpoint}/semver failed`,
    spoiled: ['config set', 'config put'],
    back: /^npm config delete/,
  },
  {
    cname: 'goproxy',
    needs: ['go'],
    lines: /^go env -w GOPROXY/,
    ask: 'go env -json GOPROXY; go list -m -x golang.org/x/text@latest',
    says: ({ endpoint }) => `# get ${endpoint}/golang.org/x/text/@v/list\n`,
    spoiled: ['GOPROXY', 'GOPRXY'],
    back: /^go env -u GOPROXY/,
  },
  {
    cname: 'crates.io-index',
    needs: ['cargo'],
    lines: '~/.cargo/config.toml',
    before: crate,
    ask: 'cargo fetch',
    says: ({ endpoint }) => `failed to download from \`${endpoint}/config.json\``,
    spoiled: ['"mirror"', '"mirror'],
  },
  {
    cname: 'crates.io-index',
    needs: ['cargo'],
    lines: /^cargo --config/,
    before: crate,
    says: ({ endpoint }) => `failed to download from \`${endpoint}/config.json\``,
    spoiled: ['="mirror"', '="mirro"'],
  },
  {
    cname: 'rubygems',
    needs: ['gem'],
    lines: '~/.gemrc',
    ask: 'gem fetch rake',
    says: ({ endpoint }) => `Unable to download data from ${endpoint}/`,
    spoiled: ['- ', '['],
  },
  {
    cname: 'rubygems',
    needs: ['bundle'],
    lines: /^bundle config set/,
    ask: `printf 'source "https://gems.example.com"\\ngem "rake"' > Gemfile; bundle lock --verbose`,
    says: ({ endpoint }) => `HTTP GET ${endpoint}/versions`,
    spoiled: ['config set', 'config put'],
    back: /^bundle config unset/,
  },
  {
    cname: 'AOSP',
    needs: ['git'],
    lines: /^git config --global url\./,
    ask: 'git ls-remote --get-url https://android.googlesource.com/platform/art',
    says: ({ endpoint }) => `${endpoint}/platform/art\n`,
    spoiled: ['insteadOf', 'insteadFor'],
    back: /^git config --global --unset-all/m,
  },
  {
    cname: 'linux.git',
    needs: ['git'],
    lines: /^git remote set-url .*\ngit fetch --tags/,
    before: 'git init -q .; git remote add origin https://git.example.com/linux.git',
    ask: 'git remote get-url origin',
    says: ({ endpoint }) => `${endpoint}\n`,
    spoiled: ['set-url', 'put-url'],
  },
  {
    cname: 'CPAN',
    needs: ['cpan'],
    lines: /^perl -MCPAN.*unshift/,
    ask: 'echo "o conf urllist" | cpan',
    says: ({ endpoint }) => `0 [${endpoint}/]`,
    spoiled: ['->commit()', '->comit()'],
    back: /^perl -MCPAN.*"shift"/,
  },
  {
    cname: 'docker-registry',
    needs: ['skopeo'],
    lines: '/etc/containers/registries.conf.d/50-docker-mirror.conf',
    ask: 'cp -r etc/containers/. .config/containers; skopeo --debug inspect docker://docker.io/library/busybox',
    says: ({ variables }) => `Trying to access \\"${variables.host}${variables.path}/library/busybox:latest\\"`,
    before: 'mkdir -p .config/containers',
    spoiled: ['[[registry.mirror]]', '[[registry.mirror]'],
  },
  {
    cname: 'docker-registry',
    needs: ['containerd', 'ctr'],
    byRoot: true,
    lines: '/etc/containerd/certs.d/docker.io/hosts.toml',
    before: `printf 'version = 2\\ndisabled_plugins = ["io.containerd.grpc.v1.cri"]\\n' > containerd.toml`,
    ask: `containerd -c containerd.toml --root $PWD/root --state $PWD/state --address $PWD/sock > log & daemon=$!
      for try in {1..100}; do [ -S sock ] && break; sleep 0.05; done
      ctr -a $PWD/sock content fetch --hosts-dir etc/containerd/certs.d docker.io/library/busybox:latest
      kill $daemon; wait $daemon`,
    says: ({ endpoint }) => `Head \\"${endpoint}/v2/library/busybox/manifests/latest?ns=docker.io\\"`,
    spoiled: ['"]\n', '\n'],
  },
];

/** A fresh home in which the lines were used, and what was said when asked for the mirror. */
function tell({ path, text }: Lines, before: string, ask: string | undefined) {
  const sandbox = new Sandbox();
  sandbox.shell(before);
  if (path) sandbox.write(path.replace(/^~?\//, ''), `${text}\n`);
  const { said } = path ? { said: '' } : sandbox.shell(text);
  return { sandbox, said: ask ? sandbox.shell(ask).said : said };
}

describe('a program that is told of the mirror goes there, and no longer when that is taken back', () => {
  for (const { cname, needs, byRoot, lines: which, before = ':', ask, says, unlike, spoiled, back } of kept) {
    if (byRoot && process.getuid?.() !== 0) {
      test.skip(`${needs} of ${cname}, which only root can run`);
      continue;
    }
    testWith(needs, `${needs} with ${which instanceof RegExp ? which.source : which} of ${cname}`, async () => {
      for (const [index, line] of fenceOf(cname, which).entries()) {
        const { sandbox, said } = tell(line, before, ask);
        expect(said, nameLines(line)).toContain(says(line));
        if (unlike) expect(said, nameLines(line)).not.toContain(unlike);
        const spoilt = { ...line, text: line.text.replace(...spoiled) };
        expect(tell(spoilt, before, ask).said, nameLines(spoilt)).not.toContain(says(line));
        if (!back) continue;
        const undo = fenceOf(cname, back)[index]!;
        expect(sandbox.shell(`${undo.text}\n${ask}`).said, nameLines(undo)).not.toContain(says(line));
      }
    });
  }
});
