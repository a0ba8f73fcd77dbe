import { type Checked, problemsOf } from '../base/problems.ts';
import type { HelpFacts, HelpLayer } from '../model/help.ts';
import { toHelpPage } from './help-page.ts';
import { overlayHelp } from './layers.ts';
import { pageToFiles } from './page-files.ts';

/**
 * Read the documents of one mirror to see what they hold and what is wrong with them; both are the same on every
 * site that shows them.
 *
 * @param layers what they have of this mirror
 * @param isKnown whether any layer has help of that name; a link to other names is dead
 */
export function inspectHelp(layers: readonly HelpLayer[], isKnown: (cname: string) => boolean): Checked<HelpFacts> {
  const { value: documents, problems } = overlayHelp(layers);
  const site = {
    name: 'example',
    address: 'https://mirrors.example.org/example',
    sudo: true,
    url: 'https://mirrors.example.org',
    linkTo: (cname: string) => (isKnown(cname) ? null : undefined),
  };
  const pages = documents.map((document) => ({ document, page: toHelpPage(document, site) }));
  const files = pages.map(({ document, page }) => [document.language, pageToFiles(page.value).map(({ path }) => path)]);
  return {
    value: {
      files: Object.fromEntries(files) as HelpFacts['files'],
      titles: Object.fromEntries(documents.map(({ language, title }) => [language, title])) as HelpFacts['titles'],
    },
    problems: [...problems, ...problemsOf(pages.map(({ page }) => page))],
  };
}
