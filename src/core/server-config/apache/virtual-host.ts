import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';

/** `heliostat.conf`: where it listens and under which names, around what is included. */
export function virtualHosts(plan: ServePlan): string {
  const { system, https, names } = plan;
  const isDebian = system === 'debian';
  const root = isDebian ? '/etc/apache2' : '/etc/httpd';
  const place = isDebian
    ? '/etc/apache2/sites-available/heliostat.conf, for a2ensite heliostat'
    : '/etc/httpd/conf.d/heliostat.conf';
  const enable = isDebian ? ' They are enabled by a2enmod.' : '';
  return `# Heliostat: the virtual host of ${names[0]}, for Apache 2.4.
# Goes to ${place}; the folder heliostat/ beside it goes to ${root}/heliostat/.
# To have the same in a virtual host of your own, include heliostat/site.conf in it instead; it brings the DocumentRoot.
# Test it with: apachectl -t
# Modules: alias allowmethods autoindex dir headers mime rewrite setenvif${https ? ' ssl' : ''}${https?.http2 ? ' http2' : ''}${plan.limits?.mebibytesPerSecond ? ' ratelimit env' : ''}.${enable}
# Written by the build: changes belong into \`serve\` of portal.yaml.

${listenLines(plan)}${[virtualHost(plan, false), ...(https ? [virtualHost(plan, true)] : [])].join('\n')}`;
}

/** Debian listens on 80 and 443 by itself, RHEL on 80, and on 443 with mod_ssl. */
function listenLines({ httpPort, https }: ServePlan): string {
  const ports = [httpPort, ...(https ? [https.port] : [])].filter((port) => port !== 80 && port !== 443);
  return ports.length > 0 ? `${ports.map((port) => `Listen ${port}\n`).join('')}\n` : '';
}

function virtualHost(plan: ServePlan, isSecure: boolean): string {
  const { names, https, httpPort, ipv6 } = plan;
  const port = isSecure ? https!.port : httpPort;
  const [name, ...aliases] = names;
  const address = ipv6 ? `*:${port}` : `0.0.0.0:${port}`;
  const isRedirect = !isSecure && https?.redirect === 'all';
  return `<VirtualHost ${address}>
    ServerName ${name}
${lines([
  ...(aliases.length > 0 ? [`ServerAlias ${aliases.join(' ')}`] : []),
  ...(isSecure ? tlsLines(https!) : []),
  ...(isRedirect ? redirectLines(plan) : ['Include heliostat/site.conf']),
])}</VirtualHost>
`;
}

function tlsLines({ certificate, key, http2, hstsSeconds }: NonNullable<ServePlan['https']>): string[] {
  return [
    'SSLEngine On',
    'SSLProtocol -all +TLSv1.2 +TLSv1.3',
    `SSLCertificateFile ${quote(certificate)}`,
    `SSLCertificateKeyFile ${quote(key)}`,
    ...(http2 ? ['Protocols h2 http/1.1'] : []),
    ...(hstsSeconds ? [`Header always set Strict-Transport-Security "max-age=${hstsSeconds}"`] : []),
  ];
}

/** Everything goes to https, but for the challenges of certificates. */
function redirectLines(plan: ServePlan): string[] {
  return [
    ...acmeLines(plan),
    'RewriteEngine On',
    `RewriteRule "^/(?!\\.well-known/acme-challenge/)" "https://%{SERVER_NAME}${securePort(plan)}%{REQUEST_URI}" [R=301,L]`,
  ];
}

/** The port of https as an address has it: `''` for 443, else `:8443`. */
export function securePort({ https }: ServePlan): string {
  return https!.port === 443 ? '' : `:${https!.port}`;
}

/** Where certificate authorities look for their challenges; nothing where no folder is told. */
export function acmeLines({ acme }: ServePlan): string[] {
  if (!acme) return [];
  return [
    `Alias "/.well-known/acme-challenge/" ${quote(`${acme}/`)}`,
    `<Directory ${quote(acme)}>`,
    '    Require all granted',
    '    AllowOverride None',
    '</Directory>',
  ];
}
