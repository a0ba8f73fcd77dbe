import { counted, type Problem, problem, quoted } from '../base/problems.ts';
import type { ReadyFile, SiteFile } from '../model/help.ts';
import type { MirrorHelp, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';

/** The files that help leads to, by the mirror in whose tree they should be. */
export function filesAsked(portal: Portal): ReadonlyMap<string, readonly string[]> {
  const asked = [...portal.help].flatMap(([cname, help]) =>
    readyFiles(help).flatMap(({ asks }) => asks.map((ask) => [ask.cname ?? cname, ask.path] as const)),
  );
  const byCname = Map.groupBy(asked, ([cname]) => cname);
  return new Map([...byCname].map(([cname, own]) => [cname, [...new Set(own.map(([, path]) => path))]]));
}

/** The portal whose help leaves out the choices that lead to files that are not there, where another choice is left. */
export function withoutDeadPaths(portal: Portal, survey: Survey): Portal {
  if (!portal.survey) return portal;
  const help = [...portal.help].map(([cname, own]) => {
    const missing = Object.fromEntries(
      Object.entries(own.files).map(([language, files]) => [language, leftOut(cname, files, survey)]),
    );
    return [cname, Object.values(missing).some(({ length }) => length > 0) ? { ...own, missing } : own] as const;
  });
  return { ...portal, help: new Map(help) };
}

/** If no choice of a block is left, the tree is probably somewhere else, and all of them stay. */
function leftOut(cname: string, files: readonly ReadyFile[], survey: Survey): string[] {
  const dead = new Set(files.filter((file) => deadAsk(cname, file, survey)));
  const alive = new Set(files.filter((file) => !dead.has(file)).map(({ block }) => block));
  return [...dead].filter(({ block }) => alive.has(block)).map(({ path }) => path);
}

/** What is told of it: one problem for each document. */
export function deadPathProblems(portal: Portal, survey: Survey): Problem[] {
  if (!portal.survey) return [];
  return [...portal.help].flatMap(([cname, help]) => {
    const dead = readyFiles(help).flatMap((file) => {
      const ask = deadAsk(cname, file, survey);
      return ask ? [{ path: file.path, ask }] : [];
    });
    const [first] = dead;
    if (!first) return [];
    const count = new Set(dead.map(({ path }) => path)).size;
    const says = `help of ${quoted(cname)}: ${counted(count, 'ready file')} ${count === 1 ? 'leads' : 'lead'} to what is not on this site; ${quoted(first.path)} asks for ${quoted(`${first.ask.cname ?? cname}/${first.ask.path}`)}`;
    const fix = 'Sync what is missing, or remove the option with null in help/; its choice is not offered until then.';
    return [problem('help-path-missing', { file: help.file }, says, fix)];
  });
}

/** The first file that a ready file asks for, and that a survey did not find. */
function deadAsk(cname: string, { asks }: ReadyFile, { mirrors }: Survey): SiteFile | undefined {
  return asks.find((ask) => mirrors.get(ask.cname ?? cname)?.folder?.unfound?.includes(ask.path));
}

function readyFiles({ files }: MirrorHelp): ReadyFile[] {
  return Object.values(files).flat();
}
