/** Filters a list of mirrors or announcements by words and by category; the choice stands in the address, so a link shares it. */

import './reveal.ts';

const query = document.querySelector<HTMLInputElement>('#query');
const none = document.querySelector<HTMLElement>('.none');
const chips = [...document.querySelectorAll<HTMLButtonElement>('.chips button')];
const rows = [...document.querySelectorAll<HTMLElement>('main [data-cname], .dated li')].map((row) => ({
  row,
  category: row.dataset.category,
  text: rowToText(row),
}));

/** A heading without anything below it goes along. */
const groups = [...document.querySelectorAll<HTMLElement>('.documents')];

/**
 * Name, cname, description, search words and, in a table, upstream; the times and sizes are no words to look for.
 */
function rowToText(row: HTMLElement): string {
  const cells = [...row.querySelectorAll<HTMLElement>('th, .upstream')];
  const texts = (cells.length > 0 ? cells : [row]).flatMap(({ textContent, title }) => [textContent, title]);
  return [...texts, row.dataset.words].join(' ').toLowerCase().replace(/\s+/g, ' ');
}

function filter(): void {
  const words = (query?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const category = chips.find((chip) => chip.getAttribute('aria-pressed') === 'true')?.dataset.category;
  let shown = 0;
  for (const { row, text, category: own } of rows) {
    row.hidden = !(words.every((word) => text.includes(word)) && (!category || own === category));
    shown += Number(!row.hidden);
  }
  for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])');
  if (none) none.hidden = shown > 0 || rows.length === 0;
  storeInAddress(query?.value.trim() ?? '', category ?? '');
}

function storeInAddress(text: string, category: string): void {
  const url = new URL(location.href);
  for (const [key, value] of [
    ['q', text],
    ['category', category],
  ] as const) {
    if (value) url.searchParams.set(key, value);
    else url.searchParams.delete(key);
  }
  if (url.href !== location.href) history.replaceState(null, '', url);
}

function press(category: string): void {
  const pressed = chips.some((chip) => chip.dataset.category === category) ? category : '';
  for (const chip of chips) chip.setAttribute('aria-pressed', String(chip.dataset.category === pressed));
}

if (query) {
  const asked = new URLSearchParams(location.search);
  query.value = asked.get('q') ?? '';
  press(asked.get('category') ?? '');
  query.addEventListener('input', filter);
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      press(chip.dataset.category ?? '');
      filter();
    });
  }
  // The tables of single states and the other language show the same choice.
  document.addEventListener('click', ({ target }) => {
    const link = (target as HTMLElement).closest<HTMLAnchorElement>('.counts a, .languages a');
    if (link) link.search = location.search;
  });
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || target.matches('input, textarea'))
      return;
    event.preventDefault();
    query.focus();
  });
  filter();
}
