import { expect, test } from 'vitest';
import type { HelpRequest } from '../help/request.ts';
import { helpDrawer } from './help-drawer.ts';

test('a document is read once for its texts and all its ready files', async () => {
  let reads = 0;
  const block = {
    name: 'star/index.en.md',
    shown: 'help/star/index.en.md',
    get text() {
      reads++;
      return '```{ztmpl path="/etc/star"}\nfrom {{endpoint}}\n```\n';
    },
  };
  const request: HelpRequest = {
    layers: [{ files: [block] }],
    language: 'en',
    pageLanguage: 'en',
    site: {
      title: 'Star',
      address: 'https://mirrors.example.org/star/',
      mirrors: {},
      sudo: true,
      url: 'https://mirrors.example.org',
    },
    links: { paths: [], others: [] },
    lines: [],
    filesUrl: '/help/star/files/',
  };
  const drawer = helpDrawer('/nowhere', '');
  expect(await drawer.file(request, 'star')).toBe('from https://mirrors.example.org/star\n');
  expect(await drawer.text(request)).toContain('/etc/star:\n\n    from https://mirrors.example.org/star\n');
  expect(await drawer.markdown(request)).toContain('```\nfrom https://mirrors.example.org/star\n```\n');
  expect(reads).toBe(1);
  await drawer.text({ ...request, site: { ...request.site, title: 'Another' } });
  expect(reads).toBe(2);
});
