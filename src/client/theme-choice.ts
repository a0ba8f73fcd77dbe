/** Lets the visitor choose light or dark; the choice is kept in this browser, and theme.js applies it on each page. */

import './reveal.ts';

const root = document.documentElement;
const choice = document.querySelector<HTMLSelectElement>('[data-theme-choice]');

function choose(theme: string): void {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  try {
    if (theme) localStorage.setItem('theme', theme);
    else localStorage.removeItem('theme');
  } catch {
    // No storage: the choice is for this page.
  }
}

if (choice) {
  choice.value = root.dataset.theme ?? '';
  choice.addEventListener('change', () => choose(choice.value));
}
// Another page of the site that is open has chosen.
addEventListener('storage', ({ key, newValue }) => {
  if (key !== 'theme' || !choice) return;
  choice.value = newValue ?? '';
  if (newValue) root.dataset.theme = newValue;
  else delete root.dataset.theme;
});
