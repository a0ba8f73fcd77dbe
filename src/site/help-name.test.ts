import { expect, test } from 'vitest';
import { helpName } from './help-name.ts';

const help = { files: { zh: [] }, titles: { zh: '德班' } };

test.each([
  ['has the name of the mirror', { zh: '德彬', en: 'Debian' }, { text: 'Debian' }],
  ['of a mirror without a name has the title of its document', 'debian', { text: '德班', language: 'zh' }],
])('help %s', (_, name, expected) => {
  expect(helpName({ cname: 'debian', name }, help, 'en')).toEqual(expected);
});

test('help without a title has the cname of a mirror without a name', () => {
  expect(helpName({ cname: 'debian', name: 'debian' }, { files: { zh: [] }, titles: {} }, 'zh')).toEqual({
    text: 'debian',
  });
});
