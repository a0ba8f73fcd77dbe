import { countsIn, type PluralForms } from '../base/plural.ts';
import { type ExcerptPiece, excerptToPieces, wordsToQueries } from '../base/search-words.ts';
// It puts the words of the address into the field.
import './filter.ts';

/*
 * Looks for the words of the search field in the texts of the pages, below the list that the field filters.
 * Pagefind is loaded at the first search.
 */

const PAUSE_MS = 200;

/** Settings from the page; see FullText.astro. */
interface Settings {
  /** Address of Pagefind. */
  readonly script: string;
  readonly listed: number;
  readonly excerptLength: number;
  /** Of the language that the texts are in. */
  readonly tag: string;
  readonly none: string;
  readonly found: PluralForms;
  readonly best: PluralForms;
  readonly failed: string;
  /** What a found page is. */
  readonly help: string;
  readonly news: string;
}

/** What we use of Pagefind; https://pagefind.app/docs/api/. */
interface Pagefind {
  readonly options: (options: { readonly excerptLength: number }) => Promise<void>;
  readonly search: (words: string) => Promise<{ readonly results: readonly Result[] }>;
}
interface Result {
  readonly id: string;
  readonly data: () => Promise<Page>;
}
interface Page {
  readonly url: string;
  readonly meta: { readonly title: string; readonly day?: string };
  readonly excerpt: string;
}

const holder = document.querySelector<HTMLElement>('[data-full-text]');
const settings = holder && (JSON.parse(holder.dataset.fullText!) as Settings);
const query = document.querySelector<HTMLInputElement>('#query');
let pagefind: Promise<Pagefind> | undefined;
let pause: ReturnType<typeof setTimeout> | undefined;

async function search(): Promise<void> {
  const words = query!.value;
  try {
    const results = await find(wordsToQueries(words));
    const pages = await Promise.all(results?.slice(0, settings!.listed).map(({ data }) => data()) ?? []);
    if (query!.value === words) show(results ? countToText(results.length) : '', pages);
  } catch {
    pagefind = undefined;
    show(settings!.failed, []);
  }
}

/** The pages that each query finds, in the order of the first one; undefined when there is no query. */
async function find(queries: readonly string[]): Promise<readonly Result[] | undefined> {
  if (queries.length === 0) return undefined;
  pagefind ??= load();
  const { search } = await pagefind;
  const [first, ...others] = await Promise.all(queries.map(async (one) => (await search(one)).results));
  return first!.filter(({ id }) => others.every((results) => results.some((other) => other.id === id)));
}

async function load(): Promise<Pagefind> {
  const loaded = (await import(/* @vite-ignore */ settings!.script)) as Pagefind;
  await loaded.options({ excerptLength: settings!.excerptLength });
  return loaded;
}

function countToText(count: number): string {
  const { tag, listed, none, found, best } = settings!;
  return count === 0 ? none : countsIn(tag)(count, count > listed ? best : found);
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
  const kind = document.createElement('small');
  kind.textContent = meta.day ? `${settings!.news} ${meta.day}` : settings!.help;
  item.append(' ', kind);
  item.appendChild(document.createElement('p')).append(...excerptToPieces(excerpt).map(pieceToNode));
  return item;
}

function pieceToNode({ text, isFound }: ExcerptPiece): Node {
  const node = isFound ? document.createElement('mark') : document.createTextNode('');
  node.textContent = text;
  return node;
}

if (query && settings) {
  query.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(search, query.value ? PAUSE_MS : 0);
  });
  if (query.value) void search();
}
