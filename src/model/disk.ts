import { bytesToText } from '../base/size.ts';

/** How full the disks are, in steps of a percent: no page changes for every file that comes and goes. */
export interface Disk {
  readonly usedBytes: number;
  /** What is used and what may still be; not what the file system keeps for root. */
  readonly totalBytes: number;
  /** Used of the total, a whole number. */
  readonly percent: number;
}

/**
 * Percentages are those of `df`. The total is rounded as well, to three figures: that of a file system which
 * shares a pool with others changes all the time.
 */
export function measuredToDisk(usedBytes: number, availableBytes: number): Disk {
  const exactBytes = usedBytes + availableBytes;
  const percent = exactBytes > 0 ? Math.round((100 * usedBytes) / exactBytes) : 0;
  const totalBytes = Number(exactBytes.toPrecision(3));
  return { usedBytes: Math.round((totalBytes * percent) / 100), totalBytes, percent };
}

/** In words that every language and MirrorZ read: `144 TiB / 218 TiB (66%)`. */
export function diskToText({ usedBytes, totalBytes, percent }: Disk): string {
  return `${bytesToText(usedBytes)} / ${bytesToText(totalBytes)} (${percent}%)`;
}
