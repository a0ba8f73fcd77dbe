import { expect, test } from 'vitest';
import { attribute, html } from './html.ts';

test('values are escaped, in texts and in attributes', () => {
  const hostile = `"><script>alert('&')</script>`;
  expect(`${html`<p title="${hostile}">${hostile}</p>`}`).toBe(
    `<p title="&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert('&amp;')&lt;/script&gt;</p>`,
  );
});

test('a piece of HTML stands as it is, and so do many', () => {
  const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
  expect(`${html`<ul>${items}</ul>`}`).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
});

test('what is missing or false leaves nothing, and zero is a number', () => {
  expect(`${html`<td${attribute('data-value', undefined)}>${undefined}${false}${0}</td>`}`).toBe('<td>0</td>');
  expect(`${html`<td${attribute('data-value', 0)}></td>`}`).toBe('<td data-value="0"></td>');
});
