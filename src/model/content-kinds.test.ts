import { expect, test } from 'vitest';
import { allKinds, contentKinds, isOfKind, isRead, nameToParts } from './content-kinds.ts';

test.each(allKinds)('$example is of the kind $file, and of no other', (kind) => {
  expect(allKinds.filter((other) => isOfKind(other, kind.example))).toEqual([kind]);
});

test.each([
  ['mirror', 'mirrors/git/linux.git.yaml', { cname: 'git/linux.git' }],
  ['help', 'help/git/linux.git/mirror.git.zh.md', { cname: 'git/linux.git', block: 'mirror.git', language: 'zh' }],
  ['helpOptions', 'help/debian/en.yaml', { cname: 'debian', language: 'en' }],
  ['page', 'pages/about.en.md', { name: 'about', language: 'en' }],
  ['news', 'news/2026-08-08-new-disks.zh.md', { name: '2026-08-08-new-disks', day: '2026-08-08', language: 'zh' }],
] as const)('of a %s, %s tells its parts', (kind, name, parts) => {
  expect(nameToParts(contentKinds[kind], name)).toEqual(parts);
});

test.each([
  'portal.yml',
  'Portal.yaml',
  'sub/portal.yaml',
  'cname.yaml',
  'mirrors/ubuntu.yml',
  'mirror/ubuntu.yaml',
  'pages/about.md',
  'pages/about.fr.md',
  'pages/sub/about.zh.md',
  'help/index.zh.md',
  'help/debian/index.en-US.md',
  'help/debian/fr.yaml',
  'news/2026-8-8-x.zh.md',
  'kinds/general.yaml',
  'kinds/portal.yaml',
  'kinds/my_tree.yaml',
  'kinds/firmware-of-many-devices-here.yaml',
])('%s is of no kind', (name) => {
  expect(isRead(name)).toBe(false);
});
