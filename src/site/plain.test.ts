import { expect, test } from 'vitest';
import { examplePortal, exampleTools } from '../../tests/example-portal.ts';
import { siteContext } from './context.ts';
import { once, page } from './page.ts';

/** A page of these inputs. */
const common = {
  route: '/404.html',
  template: '/404',
  each: once,
  title: () => ({ title: '', description: '' }),
  view: () => ({}),
} as const;

test('what JSON does not write out whole does not compile as an input', () => {
  // @ts-expect-error A Map is written as {}.
  const map = page({ ...common, inputs: (_, { portal }) => ({ help: portal.help }) });
  // @ts-expect-error A Set is written as {}.
  const set = page({ ...common, inputs: (_, { portal }) => ({ names: portal.helpNames }) });
  // @ts-expect-error A function is not written.
  const given = page({ ...common, inputs: () => ({ words: { found: (count: number) => `${count}` } }) });
  expect([map, set, given]).toHaveLength(3);
});

test('a view that uses what is no input does not compile', () => {
  // @ts-expect-error There is no portal.
  const portal = page({ ...common, inputs: () => ({ a: 1 }), view: ({ portal }) => ({ report: portal.site.issue }) });
  expect(portal.addresses(siteContext(examplePortal([]), new Date(0), [], exampleTools))).toEqual(['/404.html']);
});
