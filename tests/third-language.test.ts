import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyOfCheckout } from './copied-checkout.ts';
import { checkout, PortalTest } from './portal-test.ts';

/** A copy of the checkout in which the list of languages ends with `ja`. */
function checkoutWithJa(): string {
  const folder = copyOfCheckout(false);
  edit(join(folder, 'src/base/localized.ts'), "['zh', 'en']", "['zh', 'en', 'ja']");
  return folder;
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

/** What the compiler says of the code, without its tests: each fault by file and number. */
function faultsOf(folder: string): string[] {
  const config = { extends: './tsconfig.json', include: ['src'], exclude: ['**/*.test.ts', '.compiled'] };
  writeFileSync(join(folder, 'tsconfig.code.json'), JSON.stringify(config));
  const tsc = join(checkout, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '--noEmit', '--pretty', 'false', '-p', 'tsconfig.code.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return [...stdout.matchAll(/^(\S+)\(\d+,\d+\): error (TS\d+)/gm)].map(([, file, code]) => `${file} ${code}`);
}

// It compiles a whole checkout, three times.
test('a language is one file and its line in each index: the compiler asks for what is missing', {
  timeout: 240_000,
}, async () => {
  const portal = PortalTest.from();
  const folder = checkoutWithJa();
  expect(faultsOf(folder)).toEqual(['src/words/index.ts TS2741']);

  const english = readFileSync(join(folder, 'src/words/en.ts'), 'utf8');
  const japanese = english
    .replace('export const en: Words', 'export const ja: Words')
    .replace("const tag = 'en'", "const tag = 'ja'")
    .replace("languageName: 'English'", "languageName: '日本語'");
  writeFileSync(join(folder, 'src/words/ja.ts'), japanese);
  edit(join(folder, 'src/words/index.ts'), '{ zh, en }', '{ zh, en, ja }');
  edit(
    join(folder, 'src/words/index.ts'),
    "import { en } from './en.ts';",
    "import { en } from './en.ts';\nimport { ja } from './ja.ts';",
  );
  expect(faultsOf(folder)).toEqual([]);

  portal.write(
    'content/portal.yaml',
    'site: { url: https://mirrors.example.org, abbr: X, name: { ja: ミラー, en: Mirrors } }\nlanguages: [ja, zh, en]\n',
  );
  portal.write('content/mirrors/debian.yaml', 'name: { ja: デビアン, en: Debian }\nstate: success\n');
  portal.write('content/pages/about.zh.md', '# 关于\n');
  const args = portal.argsOf('build', '--json').slice(1);
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/heliostat.mjs'), ...args], {
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout), stderr).toEqual([]);
  expect(portal.read('out/index.html')).toContain('<html lang="ja">');
  expect(portal.read('out/index.html')).toContain('デビアン');
  expect(portal.read('out/zh/index.html')).toMatch(/<a href="\/" lang="ja" hreflang="ja">\s*日本語/);
  expect(portal.read('out/about/index.html')).toContain('中国語');
});
