import * as z from 'zod';
import { type Language, languages } from '../base/localized.ts';
import { timeZoneFault } from '../base/time-zone.ts';
import { deploySchema } from '../model/deploy-schema.ts';
import { holdSchema } from '../model/hold.ts';
import { serveSchema } from '../model/serve-schema.ts';

/*
 * `portal.yaml`: who we are, where the state comes from, in which languages. The descriptions are the
 * reference: docs/reference/ and the JSON Schemas for editors are made from them.
 */

export const language = z.enum(languages);

const textPerLanguage = Object.fromEntries(languages.map((language) => [language, z.string().optional()])) as Record<
  Language,
  z.ZodOptional<z.ZodString>
>;

/** Text in one language for all readers, or one text per language. */
export const localizedText = z.union([z.string(), z.strictObject(textPerLanguage)]);

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' });

export const siteSchema = z.strictObject({
  url: webAddress
    .optional()
    .describe('Address of the site, as visitors type it. Example: `https://mirrors.example.org`'),
  abbr: z.string().min(1).optional().describe('Short name of the site, unique among mirror sites. Example: `EXAMPLE`'),
  name: localizedText.optional().describe('Name of the site. Default: `abbr`'),
  logo: z
    .string()
    .optional()
    .describe('Address of a PNG or SVG logo, at least 64 pixels wide; published in /mirrorz.json'),
  logo_darkmode: z.string().optional().describe('The logo for dark backgrounds'),
  homepage: z.string().optional().describe('Address of those who run the site'),
  issue: z.string().optional().describe('Where to report a problem: an http(s) or mailto: address'),
  request: z.string().optional().describe('Where to ask for a new mirror'),
  email: z.string().optional().describe('How to write to the operators; linked when it is an address'),
  group: z.string().optional().describe('Chat group, as text or an address'),
  disk: z.string().optional().describe('Disk use in words. Example: `46.7T / 80.0T`'),
  note: localizedText.optional().describe('One sentence about the site, shown on the about page'),
  big: z.string().optional().describe('Path of a big file that speed tests may fetch. Example: `/big`'),
  disable: z.boolean().optional().describe('Tell the federation to hide this site. Default: false'),
});

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'expected lower-case letters, digits and hyphens' })
  .max(64, { error: 'expected at most 64 characters' })
  .optional()
  .describe('Name of the source in messages and of its snapshot file. Default: the type, numbered when repeated');

const secretError =
  'expected { env: NAME } or { file: PATH }: what a header holds is a secret, and content is copied and published';
const secret = z
  .union(
    [
      z.strictObject({ env: z.string().min(1).describe('The environment variable that holds it') }),
      z.strictObject({ file: z.string().min(1).describe('The file that holds it, relative to the content folder') }),
    ],
    { error: secretError },
  )
  .describe('Where the value of the header is: never in content itself');

/** RFC 9110, 5.6.2; and the headers that say how the request itself is sent are ours. */
const headerName = z
  .string()
  .regex(
    /^(?!(host|connection|content-.*|transfer-encoding|te|upgrade|expect|trailer|accept-encoding|if-.*)$)[\w!#$%&'*+.^`|~-]+$/i,
    {
      error: 'expected the name of a header, and none that says how a request is sent',
    },
  );

/** How an address is reached. */
const transport = {
  ca: z
    .string()
    .optional()
    .describe('File with the certificates (PEM) of an authority that is trusted for this source, beside those of Node'),
  headers: z
    .record(headerName, secret)
    .optional()
    .describe('Headers to send to the host of `url` alone. Example: `{ Authorization: { env: MANAGER_TOKEN } }`'),
  socket: z
    .string()
    .optional()
    .describe('Unix socket to ask in place of the host of `url`. Example: `/run/tunasync/manager.sock`'),
  redirects: z
    .array(z.string().regex(/^(\[[\da-f:.]+\]|[a-z0-9.-]+)$/, { error: 'expected the name of a host, in lower case' }))
    .optional()
    .describe('Hosts that `url` may redirect to, beside its own. Example: `[cdn.example.org]`'),
};

const place = {
  id,
  file: z.string().optional().describe('File to read, relative to the content folder. Give this or `url`'),
  url: webAddress.optional().describe('Address to fetch, http or https. Give this or `file`'),
  ...transport,
};

const transportSchema = z.strictObject(transport);
export type TransportContent = z.infer<typeof transportSchema>;

type PlaceContent = TransportContent & { readonly file?: string | undefined; readonly url?: string | undefined };

function onePlace({ file, url }: PlaceContent): boolean {
  return (file === undefined) !== (url === undefined);
}
const onePlaceError = { error: 'expected either file or url' };

function fitsPlace({ file, ca, headers, socket, redirects }: PlaceContent): boolean {
  return file === undefined || (ca ?? headers ?? socket ?? redirects) === undefined;
}
const fitsPlaceError = { error: 'ca, headers, socket and redirects are for a url, and this is a file' };

export const sourceSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('mirrorz').describe('A MirrorZ document, version 1.x'), ...place }),
    z.strictObject({ type: z.literal('tunasync').describe('The `/jobs` of a tunasync manager'), ...place }),
    z.strictObject({ type: z.literal('yuki').describe('The `/api/v1/metas` of a Yuki'), ...place }),
    z.strictObject({ type: z.literal('lug').describe('The `/lug/v1/manager/summary` of a lug'), ...place }),
    z.strictObject({
      type: z.literal('list').describe('Mirrors listed by hand: a YAML or JSON file, or JSON at an address'),
      ...place,
    }),
    z.strictObject({
      type: z.literal('demo').describe('Made-up jobs that follow the clock, to try Heliostat out'),
      id,
      file: z.string().describe('The list of jobs, relative to the content folder'),
    }),
  ])
  .refine(onePlace, onePlaceError)
  .refine(fitsPlace, fitsPlaceError);

/*
 * The D extension of the MirrorZ format, as mirrorz-302 describes and reads it: what reaches a line, and whom it is for.
 */

export const endpointFilters = ['V4', 'V6', 'SSL', 'NOSSL'] as const;

const RANGE = /^(COUNTRY:[A-Z]{2}|REGION:[A-Z]{2}|ISP:[A-Z]+|AS\d+)$/;
const rangeError = { error: 'expected a network such as 2001:db8::/32, ISP:CERNET, REGION:BJ or COUNTRY:CN' };

export const endpointSchema = z.strictObject({
  label: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, { error: 'expected letters, digits and hyphens' })
    .describe('Name of the line for programs, unique. Example: `example-6`'),
  name: localizedText.optional().describe('Name of the line for people. Default: `label`'),
  resolve: z
    .string()
    .regex(/^(\[[\da-fA-F:.]+\]|[^\s:/?#@[\]]+)(:\d+)?(\/[^\s?#]*[^\s?#/])?$/, {
      error: 'expected host, host:port or host/path, without a scheme and a slash at the end',
    })
    .describe('Host, `host:port` or `host/path` in place of the address of the site. Example: `6.mirrors.example.org`'),
  public: z.boolean().default(true).describe('Whether it is for everybody; else only for its `range`'),
  filter: z
    .array(z.enum(endpointFilters))
    .min(1)
    .default([...endpointFilters])
    .describe(
      'What reaches it: IPv4, IPv6, https (`SSL`), http (`NOSSL`). What is missing does not. Default: all four',
    ),
  range: z
    .array(z.union([z.string().regex(RANGE), z.cidrv4(), z.cidrv6()], rangeError))
    .default([])
    .describe('Whom it is for: networks, `ISP:CERNET`, `REGION:BJ`, `COUNTRY:CN`. Default: nobody in particular'),
});

const layerSchema = z.strictObject({
  path: z.string().min(1).describe('Folder of documents, relative to the content folder. Example: `/srv/mirrorz-docs`'),
  name: z.string().optional().describe('Who wrote them. Default: the name of the folder'),
  licence: z.string().optional().describe('Under which terms. Default: the first line of the licence in the folder'),
  url: webAddress.optional().describe('Address where they come from'),
});

export type LayerContent = z.infer<typeof layerSchema>;

const helpSchema = z.strictObject({
  layers: z
    .array(z.union([z.string().min(1), layerSchema]))
    .default([])
    .describe(
      'Folders of zhelp documents, as paths or objects, the upper ones first: they lie over the library, and `help/` of the content folder lies over them',
    ),
  federation: z
    .string()
    .refine(
      (address) => address.includes('{cname}') && webAddress.safeParse(address.replaceAll('{cname}', 'x')).success,
      {
        error: 'expected a web address with {cname} in it',
      },
    )
    .optional()
    .describe('Help elsewhere, for mirrors without any here. Example: `https://help.example.org/{cname}/`'),
});

export const portalSchema = z.strictObject({
  site: siteSchema
    .optional()
    .describe('Who we are, in the words of MirrorZ; keys missing here come from the first mirrorz source'),
  languages: z
    .array(language)
    .min(1)
    .refine((list) => new Set(list).size === list.length, { error: 'expected each language once' })
    .default([...languages])
    .describe('Languages of the portal; the first one is served at `/`, each other at `/<language>/`'),
  timeZone: z
    .string()
    .superRefine((name, context) => {
      const fault = timeZoneFault(name);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .optional()
    .describe('Time zone of the times on the pages. Default: that of the machine that builds'),
  disk: z
    .strictObject({
      path: z
        .string()
        .min(1)
        .describe('Folder on the file system to measure, relative to the content folder. Example: `/srv/mirrors`'),
    })
    .optional()
    .describe('Measure how full the disk is, as `df` does, and show that instead of `site.disk`'),
  endpoints: z
    .array(endpointSchema)
    .optional()
    .describe(
      'Lines that lead to the site, the default one first: published in /mirrorz.json as its D extension. They come before those of sources, and win over them by `label`',
    ),
  help: helpSchema.optional().describe('Where help comes from, beside `help/` and the library'),
  deploy: deploySchema.optional().describe('Where each build puts the site; see docs/deploy.md'),
  history: z
    .strictObject({
      keepDays: z.int().min(1).optional().describe('Days that the history of each mirror is kept. Default: 400'),
    })
    .optional()
    .describe('What is remembered of the mirrors'),
  hold: holdSchema
    .optional()
    .describe('When a loss of many mirrors at once is held back instead of shown; see docs/sources.md'),
  serve: serveSchema
    .optional()
    .describe('How web servers serve the portal and the mirrors. Default: no configuration is written for any'),
  ignore: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Files and folders of the content folder that are not for Heliostat, relative to it; see docs/reference/content.md. Example: `[Makefile, scripts]`',
    ),
  sources: z
    .array(sourceSchema)
    .default([])
    .describe('Who knows the state of the mirrors. Later ones add to and override earlier ones'),
});

export type PortalContent = z.infer<typeof portalSchema>;
export type SiteContent = z.infer<typeof siteSchema>;
export type EndpointContent = z.infer<typeof endpointSchema>;
export type SourceContent = z.infer<typeof sourceSchema>;

/** A source that is asked at an address; every other one is a file. */
export type AddressedSource = Extract<SourceContent, TransportContent & { url?: unknown }> & { readonly url: string };

export function isAddressed(source: SourceContent): source is AddressedSource {
  return 'url' in source && source.url !== undefined;
}
