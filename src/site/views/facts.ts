import { bytesToText } from '../../base/size.ts';
import { type TimeView, timesIn } from '../../base/time.ts';
import type { Portal } from '../../model/portal.ts';
import { isTroubled, statusOf } from '../../model/status.ts';

/** One line that says how the site is. */
export interface FactsView {
  readonly mirrors: number;
  /** Sum of the known sizes. */
  readonly size?: string;
  readonly troubled: number;
  /** On the page for operators. */
  readonly disk?: DiskView;
  /** The oldest last good answer among the sources whose times are shown: nothing here is older than it says. */
  readonly asOf?: TimeView;
}

/** How full the disks are. */
export interface DiskView {
  readonly text: string;
  /** For a bar; missing when it is not measured. */
  readonly percent?: number;
}

export function factsView(portal: Pick<Portal, 'mirrors' | 'timeZone' | 'asOf'>): FactsView {
  // An alias is a part of its mirror, or the mirror itself.
  const bytes = portal.mirrors.reduce(
    (sum, { size, alias }) => sum + (alias === undefined ? (size?.bytes ?? 0) : 0),
    0,
  );
  return {
    mirrors: portal.mirrors.length,
    size: bytes > 0 ? bytesToText(bytes) : undefined,
    troubled: portal.mirrors.filter((mirror) => isTroubled(statusOf(mirror))).length,
    asOf: portal.asOf && timesIn(portal.timeZone)(portal.asOf),
  };
}

export function diskView({ site, disk }: Pick<Portal, 'site' | 'disk'>): DiskView | undefined {
  return site.disk === undefined ? undefined : { text: site.disk, percent: disk?.percent };
}
