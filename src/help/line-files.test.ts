import { expect, test } from 'vitest';
import { linesToFiles } from './line-files.ts';

test.each([
  ['what is fetched', 'sudo curl -fsSL https://m.example/a/gpg -o /etc/a.asc', ['https://m.example/a/gpg']],
  ['over several lines, and quoted', 'wget -c \\\n  "https://m.example/a/b.iso"', ['https://m.example/a/b.iso']],
  ['inside of a pipe', 'curl -fsSL https://m.example/a/SHA256SUMS | sha256sum -c', ['https://m.example/a/SHA256SUMS']],
  ['a package', 'rpm -Uvh https://m.example/epel/latest.rpm', ['https://m.example/epel/latest.rpm']],
  ['a repository of git', 'git clone --depth 1 https://m.example/a/b.git', ['https://m.example/a/b*']],
  ['what a variable tells', 'export GOPROXY=https://m.example/goproxy,direct', ['https://m.example/goproxy/*']],
  ['other sites', 'curl -fsSL https://elsewhere.example/gpg', []],
  ['a comment', '# curl https://m.example/a/b', []],
  ['an edit', "sed -i 's|https://x.example|https://m.example/a|' f", []],
  ['what takes a setting back', 'sed -i \'\\|^GENTOO_MIRRORS="https://m.example/gentoo"|d\' make.conf', []],
  ['a variable of the shell', 'curl -fLO "https://m.example/a/$v/b.tar.gz"', []],
  ['a command in the address', 'dnf install https://m.example/a-$(rpm -E %rhel).rpm', []],
  ['a name to put in', 'curl -fLO https://m.example/a/FILE', []],
  ['a cname is no name to put in', 'curl -fLO https://m.example/CTAN/a.iso', ['https://m.example/CTAN/a.iso']],
  ['an address with a query', 'curl https://m.example/a?b=c', []],
  ['an address before the command', 'a=https://m.example/a; curl -f "$a/b"', []],
])('%s', (_, text, files) => {
  expect(linesToFiles(text, 'https://m.example/')).toEqual(files);
});
