import { expect, test } from 'vitest';
import { type CatalogueEntry, toCatalogue } from './catalogue.ts';

const entry = (cname: string, also: readonly string[] = []): CatalogueEntry => {
  return { cname, name: cname, desc: cname, category: 'os', words: [], also };
};
const catalogue = toCatalogue([entry('debian-cd', ['debian-cdimage', 'Debian-ISO', 'ubuntu']), entry('ubuntu')]);

test.each([
  ['debian-cd', 'debian-cd'],
  ['Debian-CD', 'debian-cd'],
  ['debian-cdimage', 'debian-cd'],
  ['debian-iso', 'debian-cd'],
  ['ubuntu', 'ubuntu'],
  ['debian', undefined],
])('%s is of the project %s', (cname, expected) => {
  expect(catalogue(cname)?.cname).toBe(expected);
});
