import type { Language } from '../base/localized.ts';
import type { HelpFacts, HelpFound } from '../model/help.ts';
import type { MirrorHelp, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';
import { questionKey, type TreeQuestion } from '../model/tree-question.ts';

/** What the documents of a mirror want to know of its tree; what several languages ask is asked once. */
export function questionsOf({ questions }: HelpFacts): TreeQuestion[] {
  const all = Object.values(questions).flat();
  return [...new Map(all.map((question) => [questionKey(question), question])).values()];
}

/** The help of the mirrors in whose trees a survey found what it asks, with the answers. */
export function helpFound(portal: Portal, survey: Survey): ReadonlyMap<string, MirrorHelp> {
  if (!portal.survey) return new Map();
  const found = [...portal.help].flatMap(([cname, help]) => {
    const answers = survey.mirrors.get(cname)?.folder?.found ?? [];
    const own = answers.length === 0 ? undefined : answersOf(help, answers);
    return own ? [[cname, { ...help, found: own }] as const] : [];
  });
  return new Map(found);
}

/** The answers to what each language asks; undefined when there are none. */
function answersOf({ questions }: MirrorHelp, answers: NonNullable<HelpFound[Language]>): HelpFound | undefined {
  const byLanguage = Object.entries(questions).flatMap(([language, asked]) => {
    const keys = new Set(asked.map(questionKey));
    const own = answers.filter((answer) => keys.has(answer.asked));
    return own.length === 0 ? [] : [[language, own] as const];
  });
  return byLanguage.length === 0 ? undefined : Object.fromEntries(byLanguage);
}
