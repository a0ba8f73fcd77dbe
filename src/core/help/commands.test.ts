import { expect, test } from 'vitest';
import { blockCommand, fetchCommand } from './commands.ts';

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

test('what is shown goes into its file by a here-document', () => {
  expect(blockCommand('/etc/x', false)).toEqual({ before: "sudo tee /etc/x >/dev/null <<'EOF'\n", after: '\nEOF\n' });
});
