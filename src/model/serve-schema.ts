import * as z from 'zod';
import { mirrorTypes } from './mirror-types.ts';

/*
 * `serve:` of portal.yaml and of a mirror's file: how web servers serve the portal and the mirrors. All values end up
 * in server configuration, so each text is as restricted as possible.
 */

/** Without characters that a server's parser expands or splits at, quoted or not: no `$`, wildcard, quote or control character. */
const absolutePath = z.string().regex(/^\/(?:[^\p{Cc}\p{Cs}\\"$*?[\]`]*[^\p{Cc}\p{Cs}\\"$*?[\]`/])?$/u, {
  error: 'expected an absolute path without a trailing slash, control characters and any of \\ " $ * ? [ ] `',
});

const host = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, { error: 'expected a host name' });
const version = z.string().regex(/^\d+\.\d+(\.\d+)?$/, { error: 'expected a version such as "1.26.3", in quotes' });
const port = z.int().min(1).max(65535);

/** `serve:` of portal.yaml. */
export const serveSchema = z.strictObject({
  dataRoot: absolutePath.describe('Folder of the mirrors: `/srv/mirrors/debian` is served as `/debian/`'),
  portalRoot: absolutePath
    .optional()
    .describe(
      'Folder of the portal. If it is `dataRoot`, as in old recipes, only the portal and the mirrors are served from it. Default: the output folder',
    ),
  system: z
    .enum(['debian', 'rhel'])
    .default('debian')
    .describe('Distribution whose paths and names to use: Debian and Ubuntu, or RHEL, Fedora and similar'),
  names: z
    .array(host)
    .min(1)
    .optional()
    .describe('Names of the virtual host, the main one first. Default: the host of `site.url`'),
  nginx: version.default('1.22').describe('Version of nginx to write for'),
  httpPort: port.default(80).describe('Port of http'),
  ipv6: z.boolean().default(true).describe('Listen on IPv6 too'),
  https: z
    .strictObject({
      certificate: absolutePath.describe('The certificate with its chain, PEM'),
      key: absolutePath.describe('Its key, PEM'),
      port: port.default(443).describe('Port of https'),
      redirect: z
        .enum(['none', 'portal', 'all'])
        .default('none')
        .describe(
          'Which http requests to redirect to https. Small images lack CA certificates, and apt checks signatures itself, so it is best to serve files over both',
        ),
      http2: z.boolean().default(true).describe('Support HTTP/2'),
      http3: z.boolean().default(false).describe('Support HTTP/3; needs nginx 1.25 or Caddy, and an open UDP port'),
      hstsSeconds: z
        .int()
        .min(1)
        .optional()
        .describe('Seconds for which browsers use only https (Strict-Transport-Security). Default: not sent'),
    })
    .optional()
    .describe('Serve over https as well. Default: http only'),
  acme: absolutePath
    .optional()
    .describe('Folder that answers `/.well-known/acme-challenge/`. Default: nothing is served there'),
  listing: z
    .enum(['autoindex', 'fancyindex', 'off'])
    .default('autoindex')
    .describe(
      'Module that lists folders in nginx: its own, or `libnginx-mod-http-fancyindex`, which makes sortable tables like Apache and Caddy',
    ),
  readme: z
    .boolean()
    .default(false)
    .describe(
      'Show the README of a folder (`README`, also `.txt`, `.md` and `.rst`) below its files, always as plain text',
    ),
  limits: z
    .strictObject({
      connections: z
        .int()
        .min(1)
        .default(16)
        .describe('Downloads at once per IPv4 address or IPv6 /64; a package manager takes up to 6'),
      requestsPerSecond: z.int().min(1).optional().describe('Requests per second, with bursts of ten seconds'),
      mebibytesPerSecond: z
        .int()
        .min(1)
        .optional()
        .describe('Speed of a download after its first 64 MiB, per connection'),
      exempt: z
        .array(z.union([z.cidrv4(), z.cidrv6()], { error: 'expected a network such as 2001:db8::/32' }))
        .default([])
        .describe('Networks without limits, such as the campus. Example: `[192.0.2.0/24]`'),
    })
    .optional()
    .describe('Limits per address. Default: no limits'),
  blockUserAgents: z
    .array(
      z.string().regex(/^[\w ./+-]{3,}$/, { error: 'expected three or more letters, digits, spaces and . / + - _' }),
    )
    .min(1)
    .optional()
    .describe(
      "Programs that get 403: parts of their User-Agent, case-insensitive. MirrorManager's crawler is never blocked. Example: `[GPTBot]`",
    ),
  rsync: z
    .strictObject({
      connections: z.int().min(1).default(20).describe('Maximum number of clients at once, for each mirror'),
      logFiles: z
        .boolean()
        .default(false)
        .describe('Log each file that is sent, too, not only the totals of each client'),
    })
    .optional()
    .describe('Offer the mirrors over rsync too, each as a module with the name of its address. Default: not offered'),
  log: z
    .enum(['full', 'anonymized', 'off'])
    .default('full')
    .describe(
      'Log requests; `anonymized` cuts addresses to their network, and rsync, which cannot do this, then logs nothing',
    ),
  logFolder: absolutePath
    .optional()
    .describe("Folder of the logs. Default: the server's own, whose rotation then covers them"),
});

/** `serve:` of a mirror's file. */
export const mirrorServeSchema = z.strictObject({
  folder: absolutePath.optional().describe('Its folder. Default: its address below `dataRoot`'),
  type: z
    .enum(mirrorTypes)
    .optional()
    .describe(
      'Layout of its files, which decides how long caches may keep them. Default: known for common names, else general',
    ),
  html: z
    .enum(['sandboxed', 'trusted'])
    .default('sandboxed')
    .describe('Whether its HTML, SVG, XML and PDF may run scripts with the rights of the portal: only if `trusted`'),
  git: z.boolean().default(false).describe('Whether it has git repositories whose `.git` is served'),
  rsync: z.boolean().default(true).describe('Offer it over rsync, if `serve.rsync` in portal.yaml is set'),
  skip: z.boolean().default(false).describe('Write no configuration for it'),
});

export type ServeContent = z.infer<typeof serveSchema>;
export type MirrorServeContent = z.infer<typeof mirrorServeSchema>;
