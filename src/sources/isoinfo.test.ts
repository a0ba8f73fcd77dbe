import { describe, expect, test } from 'vitest';
import { isoinfo } from './isoinfo.ts';

const now = new Date('2026-08-08T12:00:00Z');
const arch = {
  distro: 'Arch Linux',
  category: 'os',
  urls: [{ name: '2026.08.01 (x86_64, CLI-only)', url: '/archlinux/iso/latest/archlinux-2026.08.01-x86_64.iso' }],
};

test('it lists files to download, and no mirrors', () => {
  const { value, problems } = isoinfo.read([arch], 'isoinfo', now, now);
  expect(value).toEqual({ source: 'isoinfo', reports: [], downloads: [arch] });
  expect(problems).toEqual([]);
});

test('an entry that cannot be used is left out and reported', () => {
  const { value, problems } = isoinfo.read([arch, { category: 'os' }], 'isoinfo', now, now);
  expect(value.downloads).toHaveLength(1);
  expect(problems.map(({ code, place }) => [code, place.path])).toEqual([['odd-field', 'info[1]']]);
});

describe('the shape of an answer', () => {
  test.each([
    ['entries', [arch], undefined],
    ['nothing yet', [], undefined],
    ['a MirrorZ document', { info: [arch] }, 'expected array'],
    ['another list', [{ name: 'debian' }], 'no entry has a distro'],
  ])('%s', (_, answer, fault) => {
    const found = isoinfo.shapeFault(answer);
    if (fault === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(fault);
  });
});
