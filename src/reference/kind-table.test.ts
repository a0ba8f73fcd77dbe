import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readKinds } from '../content/read-kinds.ts';
import { kindsToText } from './kind-table.ts';

const folder = join(import.meta.dirname, '../../content/library/kinds');
const files = readdirSync(folder).map((name) => ({
  name,
  shown: name,
  text: readFileSync(join(folder, name), 'utf8'),
}));

test('docs/reference/kinds.md says what the library says', async () => {
  const kinds = [...readKinds([files]).value.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  await expect(kindsToText(kinds)).toMatchFileSnapshot('../../docs/reference/kinds.md');
});
