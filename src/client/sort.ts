/** Sorts the table of states by a column; the choice stands in the address, so a link shares it. */

const table = document.querySelector<HTMLTableElement>('table.status');
const body = table?.tBodies[0];
const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
const asServed = [...(body?.rows ?? [])];
const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** What a cell is sorted by: its time, its number, else its text. Empty cells come last either way. */
function cellKey(cell: HTMLTableCellElement | undefined): string | number {
  const time = cell?.querySelector('time');
  if (time) return Date.parse(time.dateTime);
  return cell?.dataset.value ? Number(cell.dataset.value) : (cell?.textContent ?? '').trim();
}

function compareKeys(a: string | number, b: string | number, sense: number): number {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  return sense * (typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b)));
}

/** @returns -1 for no column */
function choiceToColumn(choice: string): number {
  return heads.findIndex(({ dataset }) => dataset.key === choice.replace('-', ''));
}

/** @param choice `size` for that column upwards, `-size` for downwards, empty for the order of the server */
function sortBy(choice: string): void {
  const index = choiceToColumn(choice);
  const sense = choice.startsWith('-') ? -1 : 1;
  const rows =
    index < 0
      ? asServed
      : [...asServed].sort((a, b) => compareKeys(cellKey(a.cells[index]), cellKey(b.cells[index]), sense));
  body!.append(...rows);
  heads.forEach((head, at) => {
    if (at === index) head.setAttribute('aria-sort', sense > 0 ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  });
}

function choose(head: HTMLTableCellElement): void {
  const order = head.getAttribute('aria-sort');
  const { key = '' } = head.dataset;
  const choice = order === 'ascending' ? `-${key}` : order === 'descending' ? '' : key;
  const url = new URL(location.href);
  if (choice) url.searchParams.set('sort', choice);
  else url.searchParams.delete('sort');
  history.replaceState(null, '', url);
  sortBy(choice);
}

for (const head of heads) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = head.textContent;
  button.addEventListener('click', () => choose(head));
  head.replaceChildren(button);
}
const asked = new URLSearchParams(location.search).get('sort') ?? '';
if (choiceToColumn(asked) >= 0) sortBy(asked);
