/**
 * Shows the README of the listed folder below its files. It is not trusted, so it is shown as text, never as
 * HTML. Without this script, the listing links to it.
 */

import './reveal.ts';

/** Length of the excerpt; more would slow down all visitors of the folder. */
const LIMIT_BYTES = 65536;
const NAME = /^readme(\.(txt|md|rst))?$/i;

/** Of the file that a link of the list leads to, if it is in this folder. */
function fileName({ origin, pathname }: HTMLAnchorElement): string {
  const isBelow = origin === location.origin && pathname.startsWith(location.pathname);
  return isBelow ? pathname.slice(location.pathname.length) : '';
}

async function show(section: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const answer = await fetch(link.href, { headers: { range: `bytes=0-${LIMIT_BYTES - 1}` } });
  if (!answer.ok) return;
  const sizeBytes = Number(answer.headers.get('content-range')?.split('/')[1]);
  const [heading, text, beginning] = section.querySelectorAll<HTMLElement>('a, pre, p');
  (heading as HTMLAnchorElement).href = link.href;
  heading!.textContent = fileName(link);
  text!.textContent = await answer.text();
  beginning!.hidden = !(sizeBytes > LIMIT_BYTES);
  section.hidden = false;
}

const section = document.querySelector<HTMLElement>('[data-readme]');
const links = document.querySelectorAll<HTMLAnchorElement>('.listing a');
const readme = [...links].find((link) => NAME.test(fileName(link)));
if (section && readme) void show(section, readme);
