import { heading } from '../heading.ts';
import { lines, quote } from '../quoting.ts';
import type { ServePlan } from '../serve-plan.ts';
import { hasHttp3, isAtLeast } from './nginx-version.ts';
import { acmeLocation } from './server-part.ts';

/** `heliostat.conf`: where it listens and under which names, around what is included. */
export function virtualHost(plan: ServePlan): string {
  const { system, https, nginx } = plan;
  const place =
    system === 'debian'
      ? '/etc/nginx/sites-available/heliostat.conf, linked from sites-enabled/'
      : '/etc/nginx/conf.d/heliostat.conf';
  const isRedirected = https?.redirect === 'all';
  const top = heading({
    what: `the virtual host of ${plan.names[0]}, for nginx ${nginx} or newer.`,
    place: `${place}; the folder heliostat/ beside it goes to /etc/nginx/heliostat/.`,
    test: 'nginx -t',
    modules: modulesOf(plan),
    more: [
      'To use your own virtual host instead of this file, include heliostat/http.conf in http {} and heliostat/server.conf in',
      'your server {}; the latter defines the location / of the portal.',
    ],
  });
  return `${top}
include heliostat/http.conf;
${isRedirected ? `\n${redirectingServer(plan)}` : ''}
server {
${lines(isRedirected ? [] : listenHttp(plan))}${lines(listenHttps(plan))}
    server_name ${plan.names.join(' ')};
    include heliostat/server.conf;
}
`;
}

function modulesOf({ system, https, nginx, listing }: ServePlan): string {
  const fancyindex =
    system === 'debian' ? 'libnginx-mod-http-fancyindex' : 'ngx_http_fancyindex_module, which RHEL does not have';
  return [
    'all in nginx itself',
    ...(listing === 'autoindex' ? ['--with-http_addition_module, which packages have'] : []),
    ...(listing === 'fancyindex' ? [fancyindex] : []),
    ...(hasHttp3({ https, nginx }) ? ['--with-http_v3_module'] : []),
  ].join('; ');
}

function listenHttp({ httpPort, ipv6 }: ServePlan): string[] {
  return [`listen ${httpPort};`, ...(ipv6 ? [`listen [::]:${httpPort};`] : [])];
}

/** How HTTP/2 is asked for changed in 1.25.1. */
function listenHttps({ https, ipv6, nginx }: ServePlan): string[] {
  if (!https) return [];
  const { port, http2 } = https;
  const addresses = [port, ...(ipv6 ? [`[::]:${port}`] : [])];
  const isNew = isAtLeast(nginx, [1, 25, 1]);
  return [
    ...addresses.map((address) => `listen ${address} ssl${http2 && !isNew ? ' http2' : ''};`),
    // Without reuseport, packets of one connection would reach several workers.
    ...(hasHttp3({ https, nginx })
      ? addresses.map((address) => `listen ${address} quic reuseport; # HTTP/3, over UDP`)
      : []),
    ...(http2 && isNew ? ['http2 on;'] : []),
    `ssl_certificate ${quote(https.certificate)};`,
    `ssl_certificate_key ${quote(https.key)};`,
    'ssl_protocols TLSv1.2 TLSv1.3; # older versions are insecure',
    'ssl_session_cache shared:heliostat:10m; # faster for returning clients; room for 40 000',
    'ssl_session_tickets off; # their key would stay the same until nginx restarts',
  ];
}

function redirectingServer(plan: ServePlan): string {
  const port = plan.https!.port === 443 ? '' : `:${plan.https!.port}`;
  return `# Everything is redirected to https, except for ACME challenges.
server {
${lines(listenHttp(plan))}
    server_name ${plan.names.join(' ')};
${lines(acmeLocation(plan))}    location / { return 301 https://$host${port}$request_uri; }
}
`;
}
