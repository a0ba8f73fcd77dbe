import type { Language } from '../base/localized.ts';
import { counted, type Problem, problem, quoted } from '../base/problems.ts';
import type { BlockChoice, HelpLines, ReadyFile, SiteFile } from '../model/help.ts';
import { isMet } from '../model/needs.ts';
import type { MirrorHelp, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';

/** The lines of a page for one choice, and the file that they are ready in, if there is one. */
type Lead = HelpLines & Partial<Pick<ReadyFile, 'path'>>;

/** The files that help leads to, by the mirror in whose tree they should be. */
export function filesAsked(portal: Portal): ReadonlyMap<string, readonly string[]> {
  const asked = [...portal.help].flatMap(([cname, help]) =>
    leadsOf(help).flatMap(({ asks }) => asks.map((ask) => [ask.cname ?? cname, ask.path] as const)),
  );
  const byCname = Map.groupBy(asked, ([cname]) => cname);
  return new Map([...byCname].map(([cname, own]) => [cname, [...new Set(own.map(([, path]) => path))]]));
}

/** The portal whose help leaves out the choices that lead to files that are not there, where another choice is left. */
export function withoutDeadPaths(portal: Portal, survey: Survey): Portal {
  if (!portal.survey) return portal;
  const help = [...portal.help].map(([cname, own]) => {
    const missing = Object.fromEntries(
      Object.entries(leadsByLanguage(own)).map(([language, leads]) => [language, leftOut(cname, leads, survey)]),
    );
    return [cname, Object.values(missing).some(({ length }) => length > 0) ? { ...own, missing } : own] as const;
  });
  return { ...portal, help: new Map(help) };
}

/** If no choice of a block is left, the tree is probably somewhere else, and all of them stay. */
function leftOut(cname: string, leads: readonly Lead[], survey: Survey): BlockChoice[] {
  const dead = new Set(leads.filter((lead) => deadAsk(cname, lead, survey)));
  const alive = new Set(leads.filter((lead) => !dead.has(lead)).map(({ block }) => block));
  return [...dead].filter(({ block }) => alive.has(block)).map(({ block, choice }) => ({ block, choice }));
}

/** What is told of it: one problem for each document. */
export function deadPathProblems(portal: Portal, survey: Survey): Problem[] {
  if (!portal.survey) return [];
  const cnames = new Set(portal.mirrors.map((mirror) => mirror.cname));
  return [...portal.help].flatMap(([cname, help]) => {
    const shown = leadsOf(help).filter(({ needs }) => isMet(needs, (other) => cnames.has(other)));
    const dead = shown.flatMap((lead) => {
      const ask = deadAsk(cname, lead, survey);
      return ask ? [{ of: nameLead(lead), ask: `${ask.cname ?? cname}/${ask.path}` }] : [];
    });
    const [first] = dead;
    if (!first) return [];
    const count = new Set(dead.map(({ of }) => of)).size;
    const says = `help of ${quoted(cname)}: ${counted(count, 'choice')} ${count === 1 ? 'leads' : 'lead'} to what is not on this site; ${first.of} asks for ${quoted(first.ask)}`;
    const fix = 'Sync what is missing, or remove the option with null in help/; it is not offered until then.';
    return [problem('help-path-missing', { file: help.file }, says, fix)];
  });
}

function nameLead({ path, choice }: Lead): string {
  if (path !== undefined) return quoted(path);
  return choice === undefined ? 'a command' : `a command for ${quoted(choice)}`;
}

/** The first file that lines ask for, and that a survey did not find. */
function deadAsk(cname: string, { asks }: Lead, { mirrors }: Survey): SiteFile | undefined {
  return asks.find((ask) => mirrors.get(ask.cname ?? cname)?.folder?.unfound?.includes(ask.path));
}

function leadsByLanguage({ files, lines }: MirrorHelp): { readonly [language in Language]?: readonly Lead[] } {
  const languages = Object.keys(files) as Language[];
  return Object.fromEntries(languages.map((language) => [language, [...files[language]!, ...(lines[language] ?? [])]]));
}

function leadsOf(help: MirrorHelp): Lead[] {
  return Object.values(leadsByLanguage(help)).flat();
}
