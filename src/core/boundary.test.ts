import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const core = import.meta.dirname;
const outsideWorld =
  /(from|import) '(node:|astro\b|\.\.?\/(\.\.\/)*(io|components|layouts|client)\/)|\bimport\(|\bimport\.meta\b|\bfetch\(|\bDate\.now\(|\bnew Date\(\)|\bDate\(\)|\bMath\.random\(|\bperformance\.|\bcrypto\.|\bprocess\.|\bsetTimeout\(|\bsetInterval\(|\bresolvedOptions\(/;

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  );
}

test('src/core touches no clock, disk, network or environment', () => {
  const modules = files(core);
  expect(modules).toContain('assemble.ts');
  expect(modules.filter((file) => outsideWorld.test(readFileSync(join(core, file), 'utf8')))).toEqual([]);
});

test.each(['i18n', 'site'])('nor does src/%s', (name) => {
  const folder = join(core, '..', name);
  expect(files(folder).filter((file) => outsideWorld.test(readFileSync(join(folder, file), 'utf8')))).toEqual([]);
});

test.each([
  "import { readFileSync } from 'node:fs';",
  "import 'node:fs';",
  "import { getCollection } from 'astro:content';",
  "import { publish } from '../io/publish.ts';",
  "import { publish } from '../../io/publish.ts';",
  "await import('node:fs')",
  'await fetch(url)',
  'Date.now()',
  'new Date()',
  'Math.random()',
  'process.env.HOME',
  'new Intl.DateTimeFormat().resolvedOptions().timeZone',
])('the check sees %s', (code) => {
  expect(code).toMatch(outsideWorld);
});

test.each(["import { addYears } from 'date-fns/addYears';", 'new Date(text)', 'askFetched(x)', "from './io.ts'"])(
  'the check lets %s be',
  (code) => {
    expect(code).not.toMatch(outsideWorld);
  },
);
