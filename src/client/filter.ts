/** Filters the list of mirrors by words and by category; the choice stands in the address, so a link shares it. */

const query = document.querySelector<HTMLInputElement>('#query');
const none = document.querySelector<HTMLElement>('.none');
const chips = [...document.querySelectorAll<HTMLButtonElement>('.chips button')];
const rows = [...document.querySelectorAll<HTMLTableRowElement>('#mirrors tbody tr')].map((row) => ({
  row,
  category: row.dataset.category,
  // Name, cname and description; the times and sizes are no words to look for.
  text: (row.cells[0]?.textContent ?? '').toLowerCase().replace(/\s+/g, ' '),
}));

function filter(): void {
  const words = (query?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const category = chips.find((chip) => chip.ariaPressed === 'true')?.dataset.category;
  let shown = 0;
  for (const { row, text, category: own } of rows) {
    row.hidden = !(words.every((word) => text.includes(word)) && (!category || own === category));
    shown += Number(!row.hidden);
  }
  if (none) none.hidden = shown > 0 || rows.length === 0;
  remember(query?.value.trim() ?? '', category ?? '');
}

function remember(text: string, category: string): void {
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
  for (const chip of chips) chip.ariaPressed = String(chip.dataset.category === pressed);
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
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || target.matches('input, textarea'))
      return;
    event.preventDefault();
    query.focus();
  });
  filter();
}
