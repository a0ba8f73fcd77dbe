import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { mirrorRow } from '../site/views/mirror-row.ts';
import { tableRow } from '../site/views/table-row.ts';
import { wordsIn } from '../words/index.ts';
import { indexRowHtml, statusRowHtml } from './rows.ts';

const words = wordsIn('en');
const hostile = '<img src=x onerror=alert(1)> "&';

test('nothing that a source says of a mirror gets into a row as markup', () => {
  const mirror = exampleMirror('debian', {
    name: { en: hostile },
    desc: { en: hostile },
    upstream: hostile,
    size: { text: hostile, bytes: 1, basis: 'unknown' },
  } as never);
  const portal = examplePortal([mirror]);
  const row = tableRow(mirror, portal, 'en', new Map());
  const rows = `${indexRowHtml(mirrorRow(mirror, portal, 'en'), words)}${statusRowHtml(row, words)}`;
  expect(rows).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&amp;');
  expect(rows).not.toContain('<img');
});
