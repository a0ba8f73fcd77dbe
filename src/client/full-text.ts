// It puts the words of the address into the field.
import './filter.ts';

/*
 * Looks for the words of the search field in the texts of the pages, below the list that the field filters.
 * Nothing of Pagefind is loaded before somebody looks for something.
 */

const PAUSE_MS = 200;

/** What the page tells the script; see FullText.astro. */
interface Told {
  /** Address of Pagefind. */
  readonly script: string;
  readonly listed: number;
  readonly found: readonly [none: string, one: string];
  readonly many: string;
  readonly best: string;
  readonly failed: string;
}

/** What we use of Pagefind; https://pagefind.app/docs/api/. */
interface Pagefind {
  /** @returns null when another search has begun meanwhile */
  debouncedSearch(
    words: string,
    options: object,
    pauseMs: number,
  ): Promise<{ readonly results: readonly { readonly data: () => Promise<Page> }[] } | null>;
}
interface Page {
  readonly url: string;
  readonly meta: { readonly title: string };
  /** The words around what was found, as HTML with marks. */
  readonly excerpt: string;
}

const holder = document.querySelector<HTMLElement>('[data-full-text]');
const told = holder && (JSON.parse(holder.dataset.fullText!) as Told);
const query = document.querySelector<HTMLInputElement>('#query');
let pagefind: Promise<Pagefind> | undefined;

async function search(): Promise<void> {
  const words = query!.value.trim();
  if (words === '') return show('', []);
  try {
    pagefind ??= import(/* @vite-ignore */ told!.script) as Promise<Pagefind>;
    const found = await (await pagefind).debouncedSearch(words, {}, PAUSE_MS);
    const pages = await Promise.all((found?.results ?? []).slice(0, told!.listed).map(({ data }) => data()));
    if (found && query!.value.trim() === words) show(countToText(found.results.length), pages);
  } catch {
    pagefind = undefined;
    show(told!.failed, []);
  }
}

function countToText(count: number): string {
  const { listed, found, many, best } = told!;
  return found[count] ?? (count > listed ? best : many).replace('#', String(count));
}

function show(text: string, pages: readonly Page[]): void {
  holder!.querySelector('[role=status]')!.textContent = text;
  holder!.querySelector('ol')!.replaceChildren(...pages.map(pageToItem));
}

function pageToItem({ url, meta, excerpt }: Page): HTMLElement {
  const item = document.createElement('li');
  const link = item.appendChild(document.createElement('a'));
  link.href = url;
  link.textContent = meta.title;
  item.appendChild(document.createElement('p')).append(...excerptToNodes(excerpt));
  return item;
}

/** At the odd places is what was found. Of the text, Pagefind escapes angle brackets and nothing else. */
function excerptToNodes(excerpt: string): (string | HTMLElement)[] {
  return excerpt.split(/<\/?mark>/).map((piece, index) => {
    const text = piece.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    if (index % 2 === 0) return text;
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}

if (query && told) {
  query.addEventListener('input', search);
  if (query.value) void search();
}
