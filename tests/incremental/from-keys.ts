import { join } from 'node:path';
import type { PortalTest } from '../portal-test.ts';
import { setValue } from './edit.ts';
import type { KeyEdit } from './key-edits.ts';

/* Edits of what fills an option of help from a tree. An edited question has no answer yet, so the page is as it was typed. */

const FROM = {
  read: 'dists/*/Release',
  take: { version: { field: 'Version' }, suite: { field: 'Suite' }, other: { json: 'a' }, another: { xml: 'b' } },
  value: '{1}',
  skip: ['*-updates'],
  pattern: '[a-z]*',
  label: '{version} {value}',
  order: '{version}',
  since: '14',
  set: { updates: { is: '{value}-updates', if: 'dists/{value}-updates' } },
  default: { suite: 'testing' },
};

/** Where the tree has a release that nobody typed. */
function prepare(portal: PortalTest): void {
  for (const [name, version, suite] of [
    ['trixie', '13', 'stable'],
    ['forky', '14', 'testing'],
    ['duke', '15', 'next'],
    ['duke-updates', '15', 'next-updates'],
  ])
    portal.write(`tree/dists/${name}/Release`, `Suite: ${suite}\nVersion: ${version}\n`);
  setValue(portal, 'content/mirrors/debian.yaml', ['serve', 'folder'], join(portal.root, 'tree'));
  setValue(portal, 'content/mirrors/debian.yaml', ['serve', 'type'], undefined);
  setValue(portal, 'content/portal.yaml', ['survey'], { visits: false, upstream: false });
  setValue(portal, 'content/help/debian/en.yaml', ['input', 'release', 'from'], FROM);
}

const values: Readonly<Record<string, unknown>> = {
  '': undefined,
  '.read': 'other/*/Release',
  '.take': { ...FROM.take, more: { field: 'Date' } },
  '.take.*': { field: 'Suite' },
  '.take.*.field': 'Codename',
  '.take.*.json': 'other',
  '.take.*.xml': 'other',
  '.value': '{version}',
  '.skip': ['duke'],
  '.pattern': '[a-z]+',
  '.label': 'Release {value}',
  '.order': '{value}',
  '.since': '16',
  '.set': undefined,
  '.set.*': 'other',
  '.set.*.is': 'other-{value}',
  '.set.*.if': 'other/{value}',
  '.default': 'newest',
  '.default.*': 'next',
};

/** The edits of each key of `from`. */
export const fromKeys: Readonly<Record<string, KeyEdit>> = Object.fromEntries(
  Object.entries(values).map(([key, to]) => [`help: input.*.from${key}`, { prepare, to }]),
);
