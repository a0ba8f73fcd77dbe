import type { Language } from '../base/localized.ts';
import { pickLanguage } from '../help/pick-language.ts';
import { mirrorName } from '../model/mirror-name.ts';
import type { Mirror, MirrorHelp } from '../model/portal.ts';

/** What the help of a mirror is called. */
export interface HelpName {
  readonly text: string;
  /** Of the document that it is the title of; missing for the name of the mirror. */
  readonly language?: Language | undefined;
}

/** The help of a mirror has the name of the mirror; for a mirror without one, it has the title of its document. */
export function helpName(
  mirror: Pick<Mirror, 'name' | 'cname'>,
  help: Pick<MirrorHelp, 'titles' | 'files'>,
  language: Language,
): HelpName {
  const text = mirrorName(mirror, language);
  const written = text === mirror.cname ? pickLanguage(help, language) : undefined;
  const title = written && help.titles[written];
  return title === undefined ? { text } : { text: title, language: written };
}
