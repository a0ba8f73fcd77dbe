/** Says what an address that leads nowhere may have meant. */

import './reveal.ts';
import { type NamedMirror, suggest } from './suggest.ts';

const place = document.querySelector<HTMLElement>('[data-names]');

async function showSuggestions(): Promise<void> {
  const { names, basePath } = place!.dataset;
  const response = await fetch(names!);
  if (!response.ok) return;
  const path = decodeURIComponent(location.pathname.slice((basePath ?? '').length));
  const list = place!.querySelector('ul')!;
  for (const { mirror, href } of suggest(path, (await response.json()) as NamedMirror[])) {
    const link = document.createElement('a');
    link.href = href;
    link.textContent = mirror.name === mirror.cname ? mirror.name : `${mirror.name} (${mirror.cname})`;
    const item = document.createElement('li');
    item.append(link);
    list.append(item);
  }
  place!.hidden = list.childElementCount === 0;
}

// Without the list, the page says what it says without a script.
if (place) showSuggestions().catch(() => undefined);
