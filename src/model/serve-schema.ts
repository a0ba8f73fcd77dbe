import * as z from 'zod';
import { mirrorTypes } from './mirror-types.ts';

/*
 * `serve:` of portal.yaml and of a mirror's file: how web servers serve the portal and the mirrors. Everything here ends up
 * in configuration of servers, so texts are of the narrowest kind that does.
 */

/** Nothing that a server's parser expands or splits at, quoted or not: no `$`, wildcard, quote or control character. */
const absolutePath = z.string().regex(/^\/(?:[^\p{Cc}\p{Cs}\\"$*?[\]`]*[^\p{Cc}\p{Cs}\\"$*?[\]`/])?$/u, {
  error: 'expected an absolute path without a slash at its end, control characters and any of \\ " $ * ? [ ] `',
});

const host = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, { error: 'expected the name of a host' });
const version = z.string().regex(/^\d+\.\d+(\.\d+)?$/, { error: 'expected a version such as "1.26.3", in quotes' });
const port = z.int().min(1).max(65535);

/** `serve:` of portal.yaml. */
export const serveSchema = z.strictObject({
  dataRoot: absolutePath.describe('Folder of the mirrors: `/srv/mirrors/debian` is served as `/debian/`'),
  portalRoot: absolutePath
    .optional()
    .describe(
      'Folder of the portal. When it is `dataRoot`, as in old recipes, nothing but the portal and the mirrors is served from it. Default: the output folder',
    ),
  system: z
    .enum(['debian', 'rhel'])
    .default('debian')
    .describe('Whose paths and names to use: Debian and Ubuntu, or RHEL, Fedora and their kind'),
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
          'Which http requests to send to https. Small images lack CA certificates, and apt checks signatures itself, so files are best served over both',
        ),
      http2: z.boolean().default(true).describe('Speak HTTP/2'),
      http3: z.boolean().default(false).describe('Speak HTTP/3, which needs nginx 1.25 or Caddy, and UDP let through'),
      hstsSeconds: z
        .int()
        .min(1)
        .optional()
        .describe('How long browsers use https alone (Strict-Transport-Security). Default: not sent'),
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
      'What lists folders in nginx: its own module, or `libnginx-mod-http-fancyindex`, which lists as Apache and Caddy do: in tables that can be sorted',
    ),
  readme: z
    .boolean()
    .default(false)
    .describe(
      'Show the README of a folder (`README`, also `.txt`, `.md` and `.rst`) below its files, as text, whatever is in it',
    ),
  limits: z
    .strictObject({
      connections: z
        .int()
        .min(1)
        .default(16)
        .describe('Downloads at once per IPv4 address or IPv6 /64. Default: 16; a package manager takes up to 6'),
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
    .describe('What one address may take. Default: as much as it likes'),
  blockUserAgents: z
    .array(
      z.string().regex(/^[\w ./+-]{3,}$/, { error: 'expected three or more letters, digits, spaces and . / + - _' }),
    )
    .min(1)
    .optional()
    .describe(
      "Programs that get 403: parts of their User-Agent, in any case. MirrorManager's crawler never does. Example: `[GPTBot]`",
    ),
  rsync: z
    .strictObject({
      connections: z.int().min(1).default(20).describe('Clients of one mirror at once; each mirror counts its own'),
      logFiles: z
        .boolean()
        .default(false)
        .describe('Log each file that is sent, too, and not only what each client got'),
    })
    .optional()
    .describe('Offer the mirrors by rsync too, each as a module named as its address. Default: no'),
  log: z
    .enum(['full', 'anonymized', 'off'])
    .default('full')
    .describe(
      'Log requests, with addresses cut to their network if `anonymized`; rsync, which cannot cut them, then logs nothing',
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
      'How its tree is laid out, which decides what caches may keep. Default: known for common names, else general',
    ),
  html: z
    .enum(['sandboxed', 'trusted'])
    .default('sandboxed')
    .describe(
      'Whether its HTML, SVG, XML and PDF may run scripts with the rights of the portal. Default: `sandboxed`, they may not',
    ),
  git: z.boolean().default(false).describe('It holds git repositories, whose `.git` is served'),
  rsync: z.boolean().default(true).describe('Offer it by rsync, where `serve.rsync` of portal.yaml does'),
  skip: z.boolean().default(false).describe('Write no configuration for it'),
});

export type ServeContent = z.infer<typeof serveSchema>;
export type MirrorServeContent = z.infer<typeof mirrorServeSchema>;
