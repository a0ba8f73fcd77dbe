import { apacheFolder, heading } from '../heading.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';

/** `heliostat.conf`: where it listens and under which names, around what is included. */
export function virtualHosts(plan: ServePlan): string {
  const place =
    plan.system === 'debian'
      ? '/etc/apache2/sites-available/heliostat.conf, for a2ensite heliostat'
      : '/etc/httpd/conf.d/heliostat.conf';
  const top = heading({
    what: `the virtual host of ${plan.names[0]}, for Apache 2.4.`,
    place: `${place}; the folder heliostat/ beside it goes to ${apacheFolder(plan)}/heliostat/.`,
    test: 'apachectl -t',
    modules: modulesOf(plan),
    more: ['To use your own virtual host, include heliostat/site.conf in it instead; it sets the DocumentRoot.'],
  });
  return `${top}
${listenLines(plan)}${[virtualHost(plan, false), ...(plan.https ? [virtualHost(plan, true)] : [])].join('\n')}`;
}

function modulesOf({ system, https, limits }: ServePlan): string {
  const names = [
    'alias allowmethods authz_core autoindex dir env headers mime rewrite setenvif',
    ...(https ? ['ssl'] : []),
    ...(https?.http2 ? ['http2'] : []),
    ...(limits?.mebibytesPerSecond ? ['ratelimit'] : []),
  ].join(' ');
  const packages = https
    ? ' ssl and http2 are in the packages mod_ssl and mod_http2; the others are built in.'
    : ' They are built in.';
  return `${names}.${system === 'debian' ? ' Enable them with a2enmod.' : packages}`;
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
    '# Older versions are insecure.',
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

/** Location of ACME challenges; nothing if no folder is set. */
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
