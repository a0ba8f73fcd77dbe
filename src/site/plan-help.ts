import type { Language } from '../core/localized.ts';
import type { Portal } from '../core/portal.ts';
import { pagePlan, type SitePlan, type TextPlan } from './file-plan.ts';
import { type HelpDrawer, type HelpSource, type HelpView, helpSources, helpViewBase } from './views/help-page.ts';
import { helpPage, pathToFile } from './views/paths.ts';

/** The pages of help in one language, and what each of them is besides: texts, and ready files. */
export function planHelp(portal: Portal, language: Language, now: Date, drawer: HelpDrawer): SitePlan {
  // Which mirrors have help decides where links lead.
  const carried = [...portal.help.keys(), ...portal.helpNames];
  const plans = helpSources(portal, language).map(planHelpPage);
  return { pages: plans.map(({ page }) => page), texts: plans.flatMap(({ texts }) => texts) };

  function planHelpPage({ name, mirror, help, request }: HelpSource) {
    const base = helpViewBase(mirror, portal, language, now);
    const { language: written, site, lines, filesUrl } = request;
    const inputs = [help.layers, written, language, site.name, site.address, site.url, lines, filesUrl, carried];
    const page = pagePlan(helpPage(mirror.slug), language, portal, {
      inputs: [base, ...inputs],
      view: async (): Promise<HelpView> => ({
        ...base,
        article: await drawer.article(request, name, inputs),
        otherLanguage: written === language ? undefined : written,
      }),
    });
    const text = (file: string, text: () => Promise<string>): TextPlan => ({
      file: pathToFile(`${page.path}${file}`),
      inputs: [...inputs, file],
      text,
    });
    const files = help.files[written]!.map((file) => text(`files/${file}`, () => drawer.file(request, file)));
    const whole = [text('index.txt', () => drawer.text(request)), text('index.md', () => drawer.markdown(request))];
    return { page, texts: [...files, ...whole] };
  }
}
