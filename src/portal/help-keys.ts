import { type Problem, problem, quoted } from '../base/problems.ts';
import { isoSeconds } from '../base/time.ts';
import type { HelpKey, KeyLook } from '../model/help-key.ts';
import type { MirrorHelp, Portal } from '../model/portal.ts';
import type { Survey } from '../model/survey.ts';

const ENDS_BEFORE_MS = 30 * 24 * 3_600_000;

/** The keys whose fingerprints the help of a mirror shows. */
export function keysShown({ help }: Portal, cname: string): readonly HelpKey[] {
  return help.get(cname)?.keys ?? [];
}

/** What a survey found of the keys that help tells readers to expect. */
export function keyProblems(portal: Portal, survey: Survey, now: Date): Problem[] {
  if (!portal.survey) return [];
  return [...portal.help].flatMap(([cname, help]) => {
    // Help may have changed since the tree was looked at.
    const shown = new Set(help.keys.map(({ fingerprint }) => fingerprint));
    const looks = survey.mirrors.get(cname)?.folder?.keys ?? [];
    return looks
      .filter(({ fingerprint }) => shown.has(fingerprint))
      .flatMap((look) =>
        [differsProblem, endsProblem, weakProblem].flatMap((toProblem) => toProblem(look, cname, help, now)),
      );
  });
}

type ToProblem = (look: KeyLook, cname: string, help: MirrorHelp, now: Date) => Problem[];

const differsProblem: ToProblem = ({ fingerprint, differs }, cname, { file }) => {
  if (!differs) return [];
  const says = `help of ${quoted(cname)}: readers expect the key ${fingerprint}, and ${quoted(differs.file)} is of ${differs.found}`;
  const fix =
    'See what the project says of its key. If it is a new one, update Heliostat or the document; if not, the tree is not to be trusted.';
  return [{ ...problem('help-key-differs', { file }, says, fix), about: fingerprint }];
};

const endsProblem: ToProblem = ({ fingerprint, ends }, cname, { file }, now) => {
  if (!ends || ends.time.getTime() - now.getTime() > ENDS_BEFORE_MS) return [];
  const verb = ends.time <= now ? 'ended' : 'ends';
  const says = `help of ${quoted(cname)}: the key ${fingerprint} in ${quoted(ends.file)} ${verb} on ${isoSeconds(ends.time)}`;
  const fix =
    'Sync again when the project has published the key anew; readers who fetch it now cannot use it for long.';
  return [{ ...problem('help-key-ends', { file }, says, fix), about: fingerprint }];
};

const weakProblem: ToProblem = ({ fingerprint, weak }, cname, { file }) => {
  if (weak === undefined) return [];
  const says = `help of ${quoted(cname)}: the key ${fingerprint} in ${quoted(weak)} is signed only with SHA-1 or older; apt of Debian 13 and other new programs refuse such keys`;
  const fix = 'Sync again when the project has published the key anew; tell readers of newer systems until then.';
  return [{ ...problem('help-key-weak', { file }, says, fix), about: fingerprint }];
};
