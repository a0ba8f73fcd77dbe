import { type Checked, checked, type Problem, problem, quoted } from '../base/problems.ts';
import type { Mirror } from '../model/portal.ts';
import type { ServedMirror } from './served-mirror.ts';

/**
 * What rsyncd puts a variable in for, wherever it stands. Its manual says that `%%` keeps it from that, but neither 3.2.7
 * nor 3.5.0 reads it so.
 */
export const variable = /%(?=[A-Z][^%]*%)/g;

/** Bytes of a module's name: its lock file, `heliostat.<name>.lock`, is a file name of 255 bytes at most. */
const LONGEST = 240;

/** Spaces that rsyncd takes away, and what its protocol takes for a command, an answer or an option. */
const UNFIT = /^$|^[ #@-]| $| {2}/;

/**
 * Decide which mirrors rsync offers: each is a module; an invalid one is left out and reported. rsyncd ignores case and
 * spaces in its file: the second of `CTAN` and `ctan`, or of `a b` and `ab`, would replace the folder of the first.
 */
export function planModules(mirrors: Iterable<readonly [ServedMirror, Mirror]>): Checked<readonly ServedMirror[]> {
  return checked((note) => {
    const byKey = new Map<string, ServedMirror>();
    for (const [served, mirror] of mirrors) {
      if (mirror.serve?.rsync === false) continue;
      const key = served.module.toLowerCase().replaceAll(' ', '');
      const fault = faultOf(served, key, byKey);
      if (fault) note(notOffered(mirror, fault));
      else byKey.set(key, served);
    }
    return [...byKey.values()];
  });
}

function faultOf(
  { module, folder }: ServedMirror,
  key: string,
  others: ReadonlyMap<string, ServedMirror>,
): string | undefined {
  const isUnfit = UNFIT.test(module) || [module, folder].some((text) => text.search(variable) >= 0);
  if (isUnfit || key === 'global') return `rsyncd gives the module name ${quoted(module)} another meaning`;
  const bytes = new TextEncoder().encode(module).length;
  if (bytes > LONGEST) return `its module name has ${bytes} bytes, and rsyncd allows ${LONGEST} at most`;
  const other = others.get(key);
  return other && `rsyncd cannot distinguish its module ${quoted(module)} from ${quoted(other.module)}`;
}

function notOffered({ cname, serve }: Mirror, fault: string): Problem {
  const fix = 'Give it an address of its own of plain characters with `url`, or set `serve: { rsync: false }`.';
  return problem(
    'unserved-mirror',
    serve?.place ?? {},
    `mirror ${quoted(cname)} is not offered by rsync: ${fault}`,
    fix,
  );
}
