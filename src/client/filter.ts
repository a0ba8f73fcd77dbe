/**
 * Finds in a list of mirrors, help or announcements, by words and by category. The choice stands in the address, so a link shares
 * it. In the list of mirrors the best match comes first.
 */

import './reveal.ts';
import { type Findable, rank } from './rank.ts';

/** Rows that come back are laid out in slices, so that no key waits for all of them. */
const SLICE = 150;

const query = document.querySelector<HTMLInputElement>('#query');
const none = document.querySelector<HTMLElement>('.none');
const chips = [...document.querySelectorAll<HTMLAnchorElement>('.chips a')];
const categories = chips.map(({ dataset }) => dataset.category!).filter(Boolean);
/** Where the order is ours to change; others are sorted by hand. */
const ordered = document.querySelector<HTMLTableSectionElement>('#mirrors tbody');
/** A heading without anything below it goes along. */
const groups = [...document.querySelectorAll<HTMLElement>('.documents')];

interface Entry extends Findable {
  readonly row: HTMLElement;
  readonly category: string | undefined;
}

const entries = [...document.querySelectorAll<HTMLElement>('main [data-cname], .dated li')].map(rowToEntry);
/** As they are in the page. */
let order: readonly Entry[] = entries;
let pending = 0;

function rowToEntry(row: HTMLElement): Entry {
  const { cname, category, words = '', initials = '' } = row.dataset;
  const name = row.querySelector('.files, th span, a')?.textContent;
  return {
    row,
    category,
    names: [cname, name].flatMap((text) => (text ? [text.toLowerCase()] : [])),
    words: words.toLowerCase().split('|').filter(Boolean),
    initials: initials.split(' ').filter(Boolean),
    text: rowToText(row),
  };
}

/** Name, cname, description and, in a table, upstream; the times and sizes are no words to look for. */
function rowToText(row: HTMLElement): string {
  const cells = [...row.querySelectorAll<HTMLElement>('th, .upstream')];
  const texts = (cells.length > 0 ? cells : [row]).flatMap(({ textContent, title }) => [textContent, title]);
  return texts.join(' ').toLowerCase().replace(/\s+/g, ' ');
}

function filter(): void {
  const typed = (query?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const category = chosenCategory();
  const found = entries.flatMap((entry) => {
    const own = category && entry.category !== category ? undefined : rank(entry, typed);
    return own === undefined ? [] : [{ entry, rank: own }];
  });
  if (ordered && typed.length > 0) found.sort((a, b) => a.rank - b.rank);
  show(found.map(({ entry }) => entry));
  for (const group of groups) group.hidden = !group.querySelector('li:not([hidden])');
  if (none) none.hidden = found.length > 0 || entries.length === 0;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-takes-words]'))
    link.search = typed.length > 0 ? `?q=${encodeURIComponent(typed.join(' '))}` : '';
  for (const chip of chips) chip.setAttribute('aria-current', String(chip.dataset.category === category));
  storeInAddress(query?.value.trim() ?? '');
}

function show(found: readonly Entry[]): void {
  cancelAnimationFrame(pending);
  const wanted = new Set(found);
  for (const entry of entries) if (!wanted.has(entry)) entry.row.hidden = true;
  if (ordered) {
    const next = [...found, ...entries.filter((entry) => !wanted.has(entry))];
    if (next.some((entry, index) => entry !== order[index])) ordered.append(...next.map(({ row }) => row));
    order = next;
  }
  showFrom(found.filter(({ row }) => row.hidden));
}

function showFrom(hidden: readonly Entry[]): void {
  for (const { row } of hidden.slice(0, SLICE)) row.hidden = false;
  if (hidden.length > SLICE) pending = requestAnimationFrame(() => showFrom(hidden.slice(SLICE)));
}

/** The one that the address names. */
function chosenCategory(): string {
  const wanted = decodeURIComponent(location.hash.slice(1));
  return categories.includes(wanted) ? wanted : '';
}

function storeInAddress(text: string): void {
  const url = new URL(location.href);
  if (text) url.searchParams.set('q', text);
  else url.searchParams.delete('q');
  if (url.href !== location.href) history.replaceState(null, '', url);
}

/** The links to what is shown, in order. */
function shownLinks(): HTMLAnchorElement[] {
  return order.filter(({ row }) => !row.hidden).flatMap(({ row }) => row.querySelector<HTMLAnchorElement>('a') ?? []);
}

/** Enter opens the best match; the arrows go from row to row. */
function steer(event: KeyboardEvent): void {
  const isInField = event.target === query;
  if (event.key === 'Enter' && isInField && query?.value.trim()) shownLinks()[0]?.click();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  const links = shownLinks();
  const at = isInField ? -1 : links.indexOf(event.target as HTMLAnchorElement);
  if (at < 0 && !isInField) return;
  event.preventDefault();
  (links[at + step] ?? (step < 0 ? query : undefined))?.focus();
}

if (query) {
  const asked = new URLSearchParams(location.search);
  query.value = asked.get('q') ?? '';
  query.addEventListener('input', filter);
  addEventListener('hashchange', filter);
  // The tables of single states and the other language show the same choice.
  document.addEventListener('click', ({ target }) => {
    const link = (target as HTMLElement).closest<HTMLAnchorElement>('.counts a, .languages a');
    if (link) [link.search, link.hash] = [location.search, location.hash];
  });
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (
      event.key !== '/' ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      target.matches('input, textarea, select')
    )
      return steer(event);
    event.preventDefault();
    query.focus();
  });
  // Addresses of before had the category among their words.
  const before = asked.get('category');
  if (before && categories.includes(before)) {
    const url = new URL(location.href);
    url.searchParams.delete('category');
    url.hash = before;
    history.replaceState(null, '', url);
  }
  filter();
}
