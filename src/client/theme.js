/*
 * The theme that the visitor has chosen, before anything is painted. It is plain JavaScript without modules, as those wait for
 * the page. See theme-choice.ts.
 */
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // No storage: the theme is that of the system.
}
