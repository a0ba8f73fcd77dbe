import { addressToLink } from '../base/address.ts';
import { type Checked, checked, problem, quoted } from '../base/problems.ts';
import type { Portal, RetiredMirror } from '../model/portal.ts';

/** What servers do at the address of a mirror that the site no longer has. */
export interface RetiredRule {
  /** From the root of the host, decoded, without a slash at the end: `/debian`. */
  readonly path: string;
  /**
   * Where it went: an address from the root of the host or an absolute one. One that ends with a slash takes the place of the
   * folder, with all files below it; any other is where every file leads. Undefined where it answers 410.
   */
  readonly to?: string | undefined;
  /** The page that says so, below the site. */
  readonly page: `/${string}`;
}

/** What is known of the mirrors that are served. */
export interface ServedPaths {
  readonly paths: readonly string[];
  /** What keeps a path out of a configuration, in words. */
  readonly faultOf: (path: string) => string | undefined;
  /** The address of a mirror on this host, decoded. */
  readonly pathOf: (mirror: RetiredMirror['mirror']) => string | undefined;
}

/** Decide where the addresses of retired mirrors lead. One that another mirror has taken, or is around another, is left alone. */
export function planRetired(portal: Portal, { paths, faultOf, pathOf }: ServedPaths): Checked<readonly RetiredRule[]> {
  return checked((note) =>
    portal.retired.flatMap(({ mirror, to }): RetiredRule[] => {
      const path = pathOf(mirror);
      if (path === undefined || paths.includes(path)) return [];
      const target = to && targetOf(to, portal);
      const inside = paths.find((other) => other.startsWith(`${path}/`));
      const fault =
        faultOf(path) ??
        (target && faultOf(localPart(target))) ??
        (inside && `mirror ${quoted(inside)} is below its address`);
      if (!fault) return [{ path, to: target, page: `/status/${mirror.slug}/index.html` }];
      const says = `retired mirror ${quoted(mirror.cname)} is left out of the server configuration: ${fault}`;
      const fix = 'Give it a `to` of plain characters, or set `serve: { skip: true }` and write the rule yourself.';
      note(problem('unserved-mirror', mirror.serve?.place ?? {}, says, fix));
      return [];
    }),
  );
}

function targetOf(to: NonNullable<RetiredMirror['to']>, { mirrors, site }: Portal): string | undefined {
  const address = 'url' in to ? to.url : mirrors.find(({ cname }) => cname === to.cname)?.addresses[0];
  return address && addressToLink(address, site.url);
}

/** What stands behind the host of an address, without a slash at the end. */
function localPart(target: string): string {
  const { pathname, search, hash } = new URL(target, 'http://localhost');
  return (pathname + search + hash).replace(/\/$/, '');
}
