import { expect, test } from 'vitest';
import { fetchCommand, hereDocument, writeCommand } from './commands.ts';

const url = 'https://mirrors.example.org/help/x/files/x';

test.each([
  ['/etc/apt/sources.list', false, `curl -fsSL ${url} | sudo tee /etc/apt/sources.list`],
  ['/etc/pacman.conf', true, `curl -fsSL ${url} | sudo tee -a /etc/pacman.conf`],
  ['~/.condarc', false, `curl -fsSL ${url} | tee ~/.condarc`],
  ['~/.config/uv/uv.toml', true, `mkdir -p ~/.config/uv && curl -fsSL ${url} | tee -a ~/.config/uv/uv.toml`],
  [
    '$PREFIX/etc/apt/sources.list',
    false,
    `mkdir -p $PREFIX/etc/apt && curl -fsSL ${url} | tee $PREFIX/etc/apt/sources.list`,
  ],
  ['./update.pl', false, `curl -fsSL ${url} | tee ./update.pl`],
])('%s is written as root only where that is needed', (path, append, command) => {
  expect(fetchCommand(url, path, append)).toBe(command);
});

test('a path cannot say anything else to the shell', () => {
  expect(fetchCommand(url, '/etc/a b; reboot', false)).toBe(`curl -fsSL ${url} | sudo tee '/etc/a b; reboot'`);
  expect(fetchCommand(url, "~/it's $(reboot)", false)).toBe(`curl -fsSL ${url} | tee '~/it'\\''s $(reboot)'`);
});

test('an address cannot either', () => {
  expect(fetchCommand(`${url}?a&b`, './x', false)).toBe(`curl -fsSL '${url}?a&b' | tee ./x`);
});

test('what is shown goes into its file by a here-document, which ends where the text does', () => {
  expect(hereDocument(writeCommand('/etc/x', false), 'a\n')).toBe("sudo tee /etc/x >/dev/null <<'EOF'\na\nEOF\n");
  expect(hereDocument('tee x', 'cat <<EOF\nEOF')).toBe("tee x >/dev/null <<'EOF_'\ncat <<EOF\nEOF\nEOF_\n");
});
