import type { ServePlan } from './serve-plan.ts';

/** A rule of the kernel that limits connections per address, for servers that cannot; none where nothing is limited. */
export function nftablesFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return plan.limits ? [{ file: 'nftables/heliostat.nft', text: rules(plan, plan.limits) }] : [];
}

function rules({ httpPort, https }: ServePlan, limits: NonNullable<ServePlan['limits']>): string {
  const { connections, exempt } = limits;
  const networks = (isWide: boolean) => exempt.filter((network) => network.includes(':') === isWide);
  return `# Heliostat: no address has more than ${connections} connections to the web server at once; the next one is reset.
# Goes to /etc/nftables.d/ or wherever /etc/nftables.conf includes rules from, as a table of its own.
# Test it with: nft -c -f heliostat.nft
# Modules: nf_tables and nft_connlimit of the kernel, which load themselves.
# For Apache and Caddy, which cannot count connections themselves (mod_qos can, but Debian 12's does not load without
# LoadFile of libpcre.so.3). nginx counts downloads by itself and needs none of this. HTTP/2 has one for everything.
# The kernel does not see what is asked for, so indexes count too, and connections that wait for the next request.
# Written by the build: changes belong into \`serve: { limits: … }\` of portal.yaml.

table inet heliostat {
    ${set('exempt4', 'ipv4_addr', networks(false))}
    ${set('exempt6', 'ipv6_addr', networks(true))}
    set addresses4 { type ipv4_addr; size 65535; flags dynamic; }
    set networks6 { type ipv6_addr; size 65535; flags dynamic; }
    chain web {
        type filter hook input priority filter; policy accept;
        tcp dport != { ${[httpPort, ...(https ? [https.port] : [])].join(', ')} } accept
        ip saddr @exempt4 accept
        ip6 saddr @exempt6 accept
        ct state new add @addresses4 { ip saddr ct count over ${connections} } reject with tcp reset
        # What one customer has is a network of 64 bits.
        ct state new add @networks6 { ip6 saddr and ffff:ffff:ffff:ffff:: ct count over ${connections} } reject with tcp reset
    }
}
`;
}

function set(name: string, type: string, networks: readonly string[]): string {
  const elements = networks.length > 0 ? ` auto-merge; elements = { ${networks.join(', ')} }` : '';
  return `set ${name} { type ${type}; flags interval;${elements} }`;
}
