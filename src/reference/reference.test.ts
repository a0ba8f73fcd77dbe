import { expect, test } from 'vitest';
import { contentReference } from './schema-documents.ts';

test.each(contentReference())('docs/reference/$file says what the schema says', async ({ file, text }) => {
  await expect(text).toMatchFileSnapshot(`../../docs/reference/${file}`);
});
