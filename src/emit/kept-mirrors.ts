import * as z from 'zod';
import { addressToLink, resolveAddress, siteBasePath } from '../base/address.ts';
import { type Problem, problem } from '../base/problems.ts';
import { localizedText } from '../content/localized-schema.ts';
import { namesText } from '../model/hold.ts';
import type { Mirror, Portal } from '../model/portal.ts';
import { mirrorServeSchema } from '../model/serve-schema.ts';

/*
 * A source that goes quiet, or a slip in portal.yaml, must not make the files of a mirror a 404. So the configuration of
 * servers remembers what it served, in a file of its own beside what it emits.
 */

const keys = mirrorServeSchema.shape;

const servedMirrorSchema = z.object({
  cname: z.string(),
  slug: z.string(),
  name: localizedText,
  /** Below the site from its first slash on, or absolute. */
  address: z.string(),
  serve: z
    .object({
      folder: keys.folder,
      type: keys.type,
      html: keys.html.unwrap().optional(),
      git: z.boolean().optional(),
      rsync: z.boolean().optional(),
    })
    .optional(),
});

/** What the emitted configuration serves, for the next run. */
export const servedSchema = z.object({ mirrors: z.array(servedMirrorSchema) });
export type ServedBefore = z.infer<typeof servedMirrorSchema>;

/** What is remembered of a mirror that is served. */
export function mirrorToServed({ cname, slug, name, serve }: Mirror, address: string, siteUrl: string): ServedBefore {
  const [link, base] = [addressToLink(address, siteUrl), siteBasePath(siteUrl)];
  const { folder, type, html, git, rsync } = serve ?? {};
  return {
    cname,
    slug,
    name,
    address: link.startsWith(`${base}/`) ? link.slice(base.length) : address,
    serve: { folder, type, html, git, rsync },
  };
}

/**
 * The mirrors that the configuration keeps as it had them, unless their folders are gone: all that it served, but for those
 * that content hides, retires, skips or serves elsewhere, and those whose removal the operator accepted.
 *
 * @param accepted cnames of which the operator accepted that they go
 */
export function mirrorsToKeep(
  before: readonly ServedBefore[],
  portal: Pick<Portal, 'site' | 'mirrors' | 'absent'>,
  accepted: ReadonlySet<string>,
): Mirror[] {
  const now = new Map(portal.mirrors.map((mirror) => [mirror.cname, mirror]));
  return before.flatMap((served) => {
    const why = portal.absent.get(served.cname);
    const mirror = now.get(served.cname);
    const isSaid =
      why === 'hidden' || why === 'retired' || why === 'accepted' || mirror?.serve?.skip || mirror?.serve?.isAddressOwn;
    const address = resolveAddress(served.address, portal.site.url);
    return isSaid || accepted.has(served.cname) || address === undefined ? [] : [servedToMirror(served, address)];
  });
}

/** Nothing is known of how it is. */
function servedToMirror({ cname, slug, name, serve }: ServedBefore, address: string): Mirror {
  return {
    cname,
    slug,
    name,
    addresses: [address],
    sync: { state: 'unknown' },
    expected: { everyHours: 24, from: 'default' },
    serve: { ...serve, place: {} },
  };
}

/** The problem of mirrors that the configuration keeps although no source and no content lists them. */
export function keptProblem(file: string, kept: readonly Mirror[]): Problem[] {
  if (kept.length === 0) return [];
  const names = namesText(kept.map(({ cname }) => cname));
  const [which, it] = kept.length === 1 ? ['a mirror', 'it should go'] : [`${kept.length} mirrors`, 'they should go'];
  const says = `the configuration of servers keeps ${which} (${names}) that no source lists any more, because no content says that ${it}`;
  const fix = `Run \`heliostat fetch --accept NAME\` for each mirror that should go, or set \`hidden: true\` or \`serve: { skip: true }\` in its file, or remove its folder.`;
  return [problem('served-unlisted', { file, path: `serve (${names})` }, says, fix)];
}
