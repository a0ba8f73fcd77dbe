import { type FirstFile, isComplete } from './first-file.ts';
import { settingsToFiles } from './settings.ts';

/** Commands that fetch what an address leads to. */
const FETCHES =
  /\b(?:curl(?:\.exe)?|wget|fetch|Invoke-WebRequest|rpm -[a-zA-Z]+|(?:dnf|yum|zypper) (?:-y )?(?:install|in))\s/;

/** Lines that write an address somewhere, or compare it, and ask for nothing. */
const EDITS = /\b(?:sed|grep) +-|\bunset\b/;

/** What stands for a name that the reader has to put in, such as `FILE`; files that are really called so are few. */
const PLACEHOLDER = /\/(?!(?:CHECKSUMS?|MANIFEST|README)(?:\/|$))[A-Z]{4,}(?=\/|$)/;

/**
 * The files that lines to copy ask for: what they fetch, and what the programs that they set up ask for first.
 *
 * @param base what addresses of the site begin with
 */
export function linesToFiles(text: string, base: string): FirstFile[] {
  const lines = text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.replace(/^\s*#.*/, ''));
  const fetched = lines.filter((line) => FETCHES.test(line)).flatMap((line) => addressesIn(line, base));
  const told = settingsToFiles(lines.filter((line) => !EDITS.test(line)).join('\n'));
  return [...new Set([...fetched, ...told])].filter((file) => file.startsWith(base) && isComplete(file));
}

/** The addresses after the command that fetches; those before it are of another one. */
function addressesIn(line: string, base: string): FirstFile[] {
  const fetching = line.slice(FETCHES.exec(line)!.index);
  const found = fetching.match(/\bhttps?:\/\/[^\s"'|;&]+/g) ?? [];
  return found.filter((address) => address.startsWith(base) && !PLACEHOLDER.test(address.slice(base.length)));
}
