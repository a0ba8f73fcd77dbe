/** Filters the files of a distribution by architecture, kind and name; the choice stands in the address, so a link shares it. */

import './reveal.ts';

const form = document.querySelector<HTMLFormElement>('.file-filter');
const none = document.querySelector<HTMLElement>('.none');
const versions = [...document.querySelectorAll<HTMLTableSectionElement>('.download-files tbody')].map((body) => ({
  body,
  version: body.dataset.version ?? '',
  files: [...body.querySelectorAll<HTMLTableRowElement>('[data-file]')].map((row) => ({
    row,
    name: (row.cells[0]?.textContent ?? '').toLowerCase(),
    arch: row.cells[1]?.textContent ?? '',
    kind: row.cells[2]?.textContent ?? '',
  })),
}));
const controls = [...(form?.querySelectorAll<HTMLInputElement | HTMLSelectElement>('input, select') ?? [])];

function choiceOf(name: string): string {
  return controls.find((control) => control.name === name)?.value.trim() ?? '';
}

function filter(): void {
  const words = choiceOf('q').toLowerCase().split(/\s+/).filter(Boolean);
  const [arch, kind] = [choiceOf('arch'), choiceOf('kind')];
  let shown = 0;
  for (const { body, version, files } of versions) {
    let own = 0;
    for (const file of files) {
      const isFound = words.every((word) => file.name.includes(word) || version.toLowerCase().includes(word));
      file.row.hidden = !(isFound && (!arch || file.arch === arch) && (!kind || file.kind === kind));
      own += Number(!file.row.hidden);
    }
    body.hidden = own === 0;
    shown += own;
  }
  if (none) none.hidden = shown > 0;
}

function storeInAddress(): void {
  const url = new URL(location.href);
  for (const { name } of controls) {
    const value = choiceOf(name);
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) history.replaceState(null, '', url);
}

/** `#13-amd64` leads to the newest 13 for amd64, also when that is 13.6.0. */
function followHash(): void {
  const hash = decodeHash(location.hash.slice(1));
  if (hash === '' || document.getElementById(hash)) return;
  const found = versions.find(
    ({ version, files }) => hash === version || files.some(({ arch }) => fits(hash, version, arch)),
  );
  const row = found?.files.find(({ arch }) => fits(hash, found.version, arch))?.row ?? found?.body.rows[0];
  row?.classList.add('found');
  row?.scrollIntoView({ block: 'center' });
}

function decodeHash(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function fits(hash: string, version: string, arch: string): boolean {
  const start = hash.endsWith(`-${arch}`) && arch !== '' ? hash.slice(0, -arch.length - 1) : hash;
  return version === start || version.startsWith(`${start}.`) || version.startsWith(`${start} `);
}

if (form) {
  const asked = new URLSearchParams(location.search);
  for (const control of controls) {
    const value = asked.get(control.name) ?? '';
    const isOffered =
      !(control instanceof HTMLSelectElement) || [...control.options].some((option) => option.value === value);
    control.value = isOffered ? value : '';
  }
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', () => {
    filter();
    storeInAddress();
  });
  // The other language shows the same choice.
  document.addEventListener('click', ({ target }) => {
    const link = (target as HTMLElement).closest<HTMLAnchorElement>('.languages a');
    if (link) link.search = location.search;
  });
  filter();
  followHash();
  window.addEventListener('hashchange', followHash);
}
