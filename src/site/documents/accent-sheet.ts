import type { Themed } from '../../model/look.ts';
import { document } from '../document.ts';
import { accentCode } from '../views/own.ts';

/** The colour of the site, for the style sheet of all sites. */
export const accentSheet = document({
  route: '/_heliostat/accent.[code].css',
  each: ({ portal: { own } }) => (own.look.accent ? [own.look.accent] : []),
  params: (accent) => ({ code: accentCode(accent) }),
  inputs: (accent) => ({ accent }),
  text: ({ accent }) => accentToCss(accent),
});

/** The theme of the system, unless the visitor has chosen one; as in src/styles/tokens.css. */
export function accentToCss({ light, dark }: Themed<string>): string {
  return `:root{--accent:${light}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){--accent:${dark}}}
:root[data-theme=dark]{--accent:${dark}}
`;
}
