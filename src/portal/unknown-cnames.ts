import { nearestName } from '../base/nearest-name.ts';
import { type Problem, problem, quoted } from '../base/problems.ts';
import type { MirrorFile } from '../content/mirror-file.ts';
import type { MirrorContent } from '../content/mirror-schema.ts';
import type { Aliases } from '../model/aliases.ts';

/** Keys with which a file decides by itself whether the site has a mirror. */
const STANDING: readonly (keyof MirrorContent)[] = ['url', 'state', 'alias', 'hidden', 'size', 'serve', 'retired'];
/** Names of mirrors are short, and many are alike: `ros` and `ros2` are two. */
const LETTERS_PER_SLIP = 3;

/** What is known of names when the files of mirrors are compared with them. */
export interface KnownNames {
  /** The cnames of all reports. */
  readonly reported: ReadonlySet<string>;
  /** The cnames that other mirrors are an alias of. */
  readonly aliased: ReadonlySet<string>;
  readonly aliases: Aliases;
}

/**
 * Files for mirrors that no source lists, and that do not define a mirror by themselves: the name is mistyped, or the
 * mirror is gone. Valid only after every source has answered.
 */
export function filesWithoutSource(
  files: readonly MirrorFile[],
  { reported, aliased, aliases }: KnownNames,
): Problem[] {
  return files
    .filter((file) => !standsByItself(file))
    .map(({ file, cname }) => ({ file, cname: aliases(cname) }))
    .filter(({ cname }) => !reported.has(cname) && !aliased.has(cname))
    .map(({ file, cname }) => {
      const fix = `${meantText(cname, reported)}Rename the file to the cname of its mirror, set its \`url\` if the site has it, or remove the file.`;
      return problem('mirror-without-source', { file }, `no source lists a mirror ${quoted(cname)}`, fix);
    });
}

/** One with a fault may have said so. */
function standsByItself({ content, isServedAsSaid }: MirrorFile): boolean {
  return content === undefined || isServedAsSaid === false || STANDING.some((key) => content[key] !== undefined);
}

/** `Did you mean "debian"? `, or nothing where no known name is near. */
export function meantText(cname: string, known: Iterable<string>): string {
  const meant = nearestName(cname, [...known], LETTERS_PER_SLIP);
  return meant === undefined ? '' : `Did you mean ${quoted(meant)}? `;
}
