import { describe, expect, test } from 'vitest';
import { problemsToText } from '../base/problem-report.ts';
import { checked } from '../base/problems.ts';

import type { Picture } from '../model/look.ts';
import { type OwnInputs, ownLook } from './own-look.ts';

const mark: Picture = {
  file: '_heliostat/mark.1a2b3c4d.svg',
  path: '/etc/portal/look/mark.svg',
  width: 32,
  height: 32,
};

function look(content: OwnInputs) {
  const context = {
    pictures: new Map([['look/mark.svg', mark]]),
    pages: new Set(['about', 'faq']),
    contentFile: 'content/portal.yaml',
  };
  const { value, problems } = checked((note) => ownLook(content, context, note));
  return { ...value, told: problemsToText(problems) };
}

describe('the colour of links', () => {
  test('is as written where it can be read, and lighter in the dark', () => {
    const { look: own, told } = look({ look: { accent: '#660874' } });
    expect(own.accent).toEqual({ light: '#660874', dark: '#bd66cb' });
    expect(told).toBe('');
  });

  test('that cannot be read is told with the nearest one that can, which is used', () => {
    const { look: own, told } = look({ look: { accent: { light: '#fc0', dark: '#003366' } } });
    expect(own.accent).toEqual({ light: '#886c00', dark: '#5b8bc5' });
    expect(told).toMatchInlineSnapshot(`
      "content/portal.yaml: look.accent: warning: text in "#fc0" is hard to read in the light theme: its contrast is below 4.5 [look-contrast]
        fix: Write "#886c00", the nearest colour that is readable; it is used until then.
      content/portal.yaml: look.accent: warning: text in "#003366" is hard to read in the dark theme: its contrast is below 4.5 [look-contrast]
        fix: Write "#5b8bc5", the nearest colour that is readable; it is used until then."
    `);
  });
});

test('pictures that cannot be used are left out', () => {
  const { look: own } = look({
    look: { mark: 'look/mark.svg', logo: { light: 'gone.svg', dark: 'look/mark.svg' }, icon: 'gone.svg' },
  });
  expect(own).toMatchObject({ mark, logo: { light: mark, dark: mark }, icon: undefined });
});

test('a link to a page that is not there is left out and told', () => {
  const { nav, footer, told } = look({
    nav: [{ page: 'faq' }, { page: 'fqa' }],
    footer: { links: [{ page: 'rules' }, { text: 'Wiki', href: '/wiki/' }] },
  });
  expect([nav, footer.links]).toEqual([[{ page: 'faq' }], [{ text: 'Wiki', href: '/wiki/' }]]);
  expect(told).toMatchInlineSnapshot(`
    "content/portal.yaml: nav[1].page: error: there is no page "fqa" [bad-value]
      fix: Write pages/fqa.<language>.md. The link is left out until then.
    content/portal.yaml: footer.links[0].page: error: there is no page "rules" [bad-value]
      fix: Write pages/rules.<language>.md. The link is left out until then."
  `);
});

test('a portal that says nothing adds nothing', () => {
  const { told, ...own } = look({});
  expect(own).toEqual({ look: {}, nav: [], footer: { links: [] }, sponsors: [], frequent: undefined });
  expect(told).toBe('');
});
