import { shellQuoted } from '../base/shell-quoted.ts';

/** What the emitted command lines are made of; all paths absolute. */
export interface Installation {
  readonly home: string;
  /** The Node that Heliostat runs under. */
  readonly node: string;
  readonly content: string;
  readonly data: string;
  readonly out: string;
  readonly configOut: string;
  /** Trees are looked at, so that sizes that nobody tells are measured. */
  readonly isSurveyed: boolean;
}

/** Starting it each night costs nothing: a tree is measured once in a week. */
const sizesLine = (
  command: string,
) => `# Measure the trees whose size no source tells, at night, when nobody else needs the disk.
17 3 * * * mirror ${command}
`;

/** `/etc/cron.d/heliostat`: rebuild every five minutes. Node is called directly, which saves npm's own start. */
export function cronFile(at: Installation): string {
  const options = [
    ['--content', at.content],
    ['--data', at.data],
    ['--out', at.out],
    ['--config-out', at.configOut],
  ].flatMap(([name, path]) => [name!, shellQuoted(path!)]);
  const program = [shellQuoted(at.node), shellQuoted(`${at.home}/scripts/heliostat.mjs`)];
  const line = (...words: string[]) => [...program, ...words, ...options].join(' ').replaceAll('%', '\\%');
  return `# Heliostat: fetch the state of the mirrors and rebuild the portal.
# Goes to /etc/cron.d/heliostat. Replace "mirror" with the user who owns the folders below.
# A run without changes writes nothing. Cron mails what two runs find, and when it is over: set MAILTO to the address of the operators.
MAILTO=root
*/5 * * * * mirror ${line('build', '--quiet', '--only-new')}
${at.isSurveyed ? sizesLine(line('survey', '--sizes', '--quiet')) : ''}`;
}
