import type { Language } from '../base/localized.ts';
import type { HelpDrawer } from '../help/request.ts';
import type { Mirror } from '../model/portal.ts';
import type { HistoryReader } from './context.ts';
import { type BarsView, lastDays } from './views/bars.ts';
import type { RenderMarkdown } from './views/document.ts';
import { CHART_DAYS, type Remembered, rememberedOf } from './views/history-charts.ts';
import { daysToStrips, STRIP_DAYS, type TableRow } from './views/table-row.ts';

/** What pages are drawn with. */
export interface DrawingTools {
  readonly renderMarkdown: RenderMarkdown;
  readonly help: HelpDrawer;
}

/** What views are made with beside their inputs. What they answer is decided by the inputs. */
export interface ViewTools extends DrawingTools {
  /** What is remembered of a mirror at the end of a day; missing when the history cannot be read. */
  readonly remembered: (cname: string, today: string) => Remembered | undefined;
  /** The last days of the mirrors of which any run is known, by cname. */
  readonly strips: (today: string) => ReadonlyMap<string, BarsView>;
  /** A row of the tables of states, which stands in two of them and is made once. */
  readonly rowOnce: (mirror: Mirror, language: Language, make: () => TableRow) => TableRow;
}

/** The tools of one plan. The history is read when a view asks for it. */
export function viewTools(tools: DrawingTools, history: HistoryReader | undefined): ViewTools {
  const rows = new WeakMap<Mirror, Map<Language, TableRow>>();
  return {
    ...tools,
    remembered: keepLast((cname, today) => history && rememberedOf(history.of(cname), lastDays(CHART_DAYS, today))),
    strips: keepLast((today) => {
      const days = lastDays(STRIP_DAYS, today);
      return daysToStrips(history?.daysSince(days[0]!) ?? new Map(), days);
    }),
    rowOnce(mirror, language, make) {
      const ofMirror = rows.get(mirror) ?? new Map<Language, TableRow>();
      const row = ofMirror.get(language) ?? make();
      rows.set(mirror, ofMirror.set(language, row));
      return row;
    },
  };
}

/** Keeps the last answer, as the pages of all languages ask the same one after the other. */
function keepLast<Question extends readonly string[], T>(answer: (...question: Question) => T) {
  let last: { readonly question: Question; readonly answer: T } | undefined;
  return (...question: Question): T => {
    const isSame = last?.question.every((part, index) => part === question[index]);
    if (!last || !isSame) last = { question, answer: answer(...question) };
    return last.answer;
  };
}
