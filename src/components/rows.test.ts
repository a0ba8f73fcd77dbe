import { expect, test } from 'vitest';
import { exampleMirror, examplePortal } from '../../tests/example-portal.ts';
import { wordsIn } from '../i18n/index.ts';
import { mirrorRow } from '../site/views/mirror-row.ts';
import { statusRows } from '../site/views/status-page.ts';
import { indexRowHtml, statusRowHtml } from './rows.ts';

const now = new Date('2026-08-08T12:00:00Z');
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
  const [row] = statusRows(portal, 'en', now, new Map());
  const rows = `${indexRowHtml(mirrorRow(mirror, portal, 'en', now), words)}${statusRowHtml(row!, words)}`;
  expect(rows).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;&amp;');
  expect(rows).not.toContain('<img');
});
