import { BlockList, isIP } from 'node:net';

/**
 * Addresses that a machine has for itself and its neighbours: link-local ones (RFC 3927, RFC 4291), where clouds answer
 * questions about the machine, and the one that Amazon's has beside them.
 */
const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');
linkLocal.addAddress('fd00:ec2::254', 'ipv6');

/** Whether an IP address is link-local, also one of IPv4 that is written as one of IPv6. */
export function isLinkLocal(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && linkLocal.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A redirect never leads to such an address, even if the operator allows the host. */
export const LINK_LOCAL_FAULT = 'it redirects to an address of this machine’s own network';

/**
 * Why a redirect is not followed, in words; undefined when it may be.
 *
 * @param from the address that redirects
 * @param hosts names of the hosts that the operator allows, the source's own among them
 */
export function redirectFault(from: URL, to: URL, hosts: ReadonlySet<string>): string | undefined {
  if (to.protocol !== 'http:' && to.protocol !== 'https:')
    return 'it redirects to an address that is not http or https';
  if (isLinkLocal(to.hostname.replace(/^\[|\]$/g, ''))) return LINK_LOCAL_FAULT;
  if (from.protocol === 'https:' && to.protocol === 'http:') return `it redirects from https to http (${to.host})`;
  if (hosts.has(to.hostname)) return undefined;
  return `it redirects to another host, ${to.hostname}; add it to \`redirects\` of the source if that is right`;
}
