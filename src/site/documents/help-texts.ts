import type { HelpDrawer, HelpRequest } from '../../help/request.ts';
import { isSameChoice } from '../../model/help.ts';
import { isMet } from '../../model/needs.ts';
import { document } from '../document.ts';

/** What a page of help is besides: text for terminals, Markdown for other pages, and ready files to download. */
export const helpTexts = document({
  route: '/help/[slug]/[file]',
  inEachLanguage: true,
  // The texts of one page stand together, as its document is read once for them.
  each: ({ helpIn }, language) =>
    helpIn(language).flatMap(({ mirror, help, request }) => {
      const has = (cname: string) => Object.hasOwn(request.site.mirrors, cname);
      const files = help.files[request.language]!.filter(
        (file) => isMet(file.needs, has) && !request.site.missing?.some((gone) => isSameChoice(gone, file)),
      );
      const ready = files.map(({ path }) => `files/${path}`);
      return [...ready, 'index.txt', 'index.md'].map((file) => ({ slug: mirror.slug, file, request }));
    }),
  params: ({ slug, file }) => ({ slug, file }),
  inputs: ({ file, request }) => ({ file, request }),
  text: ({ file, request }, _, { help }) => textOf(file, request, help),
});

function textOf(file: string, request: HelpRequest, help: HelpDrawer): Promise<string> {
  if (file === 'index.txt') return help.text(request);
  if (file === 'index.md') return help.markdown(request);
  return help.file(request, file.replace('files/', ''));
}
