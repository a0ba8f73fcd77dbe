import type { SiteFile } from '../model/help.ts';

/** What a program asks a mirror for first, once it has been told of it: an address in which `*` stands for any name. */
export type FirstFile = string;

/** Whether an address can be asked for as it is: what a program or a person still puts in is not known. */
export function isComplete(file: FirstFile): boolean {
  return !/[$`<>(){}\\%?#]|…/.test(file);
}

/** A path below an address. */
export function joined(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/**
 * The mirror that an address belongs to, the longest fitting one; undefined for addresses elsewhere, and for patterns that leave
 * nothing to look for.
 *
 * @param addresses of the mirrors by cname
 */
export function addressToSiteFile(
  file: FirstFile,
  addresses: Readonly<Record<string, string>>,
): Required<SiteFile> | undefined {
  const plain = file.replace(/^(https?|rsync):/, '').replace(/\/+$/, '');
  const [best] = Object.entries(addresses)
    .map(([cname, address]) => ({ cname, base: `${address.replace(/^https?:/, '').replace(/\/+$/, '')}/` }))
    .filter(({ base }) => plain.startsWith(base))
    .sort((a, b) => b.base.length - a.base.length);
  const path = best && plain.slice(best.base.length);
  return best && path && !path.includes('..') ? { cname: best.cname, path } : undefined;
}
