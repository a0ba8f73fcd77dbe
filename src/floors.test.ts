import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/*
 * The house: what each folder of src/ may import, types included. Rooms of one floor do not import each other; what two of
 * them need goes a floor down. docs/architecture.md says what each is for.
 */
const ground = ['base'];
const first = [...ground, 'model', 'words'];
const second = [...first, 'content', 'downloads', 'sources', 'survey', 'help', 'serving'];
const third = [...second, 'portal', 'reference'];
const pure = [...third, 'cli', 'site', 'emit', 'http', 'deploy', 'notify'];
const astro = ['base', 'model', 'words', 'site'];

const mayImport: Readonly<Record<string, readonly string[]>> = {
  base: [],
  model: ground,
  words: [...ground, 'model'],
  cli: ground,
  content: first,
  downloads: first,
  sources: first,
  survey: first,
  help: first,
  serving: first,
  portal: second,
  reference: second,
  site: third,
  emit: third,
  http: third,
  deploy: third,
  notify: third,
  io: pure,
  app: [...pure, 'io'],
  components: [...astro, 'client'],
  client: ['base', 'model', 'help', 'site'],
  layouts: [...astro, 'components', 'client', 'styles'],
  pages: [...astro, 'components', 'layouts', 'client'],
};

const src = import.meta.dirname;
const IMPORT = /(?:\bfrom|\bimport|\bimport\()\s*'([^']+)'/g;

/** The code of a folder, without its tests; file names are below src/. */
function filesIn(folder: string): { readonly file: string; readonly code: string }[] {
  return readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|astro)$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => join(folder, name))
    .map((file) => ({ file, code: readFileSync(join(src, file), 'utf8') }));
}

/** The modules of the house that a file imports, below src/. */
function importsOf(file: string, code: string): string[] {
  const paths = [...code.matchAll(IMPORT)].map(([, path]) => path!).filter((path) => path.startsWith('.'));
  return paths.map((path) => relative(src, join(src, dirname(file), path)));
}

const roomOf = (file: string) => file.split('/')[0]!;

describe('each folder imports from the floors below it', () => {
  test.each(Object.entries(mayImport))('%s', (folder, allowed) => {
    const found = filesIn(folder).flatMap(({ file, code }) => importsOf(file, code).map((other) => [file, other]));
    const wrong = found.filter(([, other]) => roomOf(other!) !== folder && !allowed.includes(roomOf(other!)));
    expect(wrong.map(([file, other]) => `${file} imports ${other}`)).toEqual([]);
  });

  test('no folder is left out', () => {
    const folders = readdirSync(src, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).filter((name) => name !== 'styles')).toEqual(Object.keys(mayImport).sort());
  });
});

test('only app, the commands and the benchmark reach the world through io', () => {
  const others = filesIn('.').filter(({ file }) => !['io', 'app'].includes(roomOf(file)));
  const reaching = others.filter(({ file, code }) => importsOf(file, code).some((other) => roomOf(other) === 'io'));
  expect(reaching.map(({ file }) => file)).toEqual([]);
});

test('no file imports itself, not even round about', () => {
  const imported = new Map(filesIn('.').map(({ file, code }) => [file, new Set(importsOf(file, code))] as const));
  // Who imports nothing that is left cannot be in a circle; what stays is one, or leads into one.
  for (let size = -1; size !== imported.size; ) {
    size = imported.size;
    for (const [file, others] of imported) {
      if (![...others].some((other) => imported.has(other))) imported.delete(file);
    }
  }
  expect([...imported.keys()]).toEqual([]);
});

const outsideWorld =
  /(from|import) '(node:|astro\b)|\bimport\(|\bimport\.meta\b|\bfetch\(|\bDate\.now\(|\bnew Date\(\)|\bDate\(\)|\bMath\.random\(|\bperformance\.|\bcrypto\.|\bprocess\.|\bsetTimeout\(|\bsetInterval\(|\bresolvedOptions\(/;

describe('what is pure touches no clock, disk, network or environment', () => {
  test.each(pure)('%s', (folder) => {
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter(({ code }) => outsideWorld.test(code)).map(({ file }) => file)).toEqual([]);
  });

  test.each([
    "import { readFileSync } from 'node:fs';",
    "import 'node:fs';",
    "import { getCollection } from 'astro:content';",
    "await import('node:fs')",
    'await fetch(url)',
    'Date.now()',
    'new Date()',
    'Math.random()',
    'process.env.HOME',
    'new Intl.DateTimeFormat().resolvedOptions().timeZone',
  ])('the test sees %s', (code) => {
    expect(code).toMatch(outsideWorld);
  });

  test.each(["import { addYears } from 'date-fns/addYears';", 'new Date(text)', 'askFetched(x)', "from './io.ts'"])(
    'and lets %s be',
    (code) => {
      expect(code).not.toMatch(outsideWorld);
    },
  );
});
