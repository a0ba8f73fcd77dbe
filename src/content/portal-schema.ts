import * as z from 'zod';
import { languages } from '../base/localized.ts';
import { timeZoneFault } from '../base/time-zone.ts';
import { deploySchema } from '../model/deploy-schema.ts';
import { downloadsSchema } from '../model/downloads-schema.ts';
import { holdSchema } from '../model/hold.ts';
import { notifySchema } from '../model/notify-schema.ts';
import { secretHeaders } from '../model/secret.ts';
import { serveSchema } from '../model/serve-schema.ts';
import { surveySchema } from '../model/survey-schema.ts';
import { language, localizedText, webAddress } from './localized-schema.ts';
import { footerSchema, linkSchema, lookSchema, sponsorSchema } from './look-schema.ts';

/*
 * `portal.yaml`: who we are, where the state comes from, in which languages. The descriptions are the
 * reference: docs/reference/ and the JSON Schemas for editors are made from them.
 */

export const siteSchema = z.strictObject({
  url: webAddress.optional().describe('URL of the site, as visitors type it. Example: `https://mirrors.example.org`'),
  abbr: z.string().min(1).optional().describe('Short name of the site, unique among mirror sites. Example: `EXAMPLE`'),
  name: localizedText.optional().describe('Name of the site. Default: `abbr`'),
  logo: z.string().optional().describe('URL of a PNG or SVG logo, at least 64 pixels wide; published in /mirrorz.json'),
  logo_darkmode: z.string().optional().describe('The logo for dark backgrounds'),
  homepage: z.string().optional().describe('Home page of the operators'),
  issue: z.string().optional().describe('Where to report a problem: an http(s) or mailto: address'),
  request: z.string().optional().describe('Where to request a new mirror'),
  email: z.string().optional().describe('Email address of the operators'),
  group: z.string().optional().describe('Chat group, as text or a URL'),
  disk: z.string().optional().describe('Disk use as text. Example: `46.7T / 80.0T`'),
  note: localizedText.optional().describe('One sentence about the site, shown on the about page'),
  big: z.string().optional().describe('Path of a large file for speed tests. Example: `/big`'),
  disable: z.boolean().optional().describe('Ask the MirrorZ federation to hide this site'),
});

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, { error: 'expected lower-case letters, digits and hyphens' })
  .max(64, { error: 'expected at most 64 characters' })
  .optional()
  .describe('Name of the source in messages and of its snapshot file. Default: the type, numbered when repeated');

/** How an address is reached. */
const transport = {
  ca: z
    .string()
    .optional()
    .describe('File with CA certificates (PEM) to trust for this source, in addition to those of Node'),
  headers: secretHeaders
    .optional()
    .describe('Headers to send, only to the host of `url`. Example: `{ Authorization: { env: MANAGER_TOKEN } }`'),
  socket: z
    .string()
    .optional()
    .describe('Unix socket to connect to instead of the host of `url`. Example: `/run/tunasync/manager.sock`'),
  redirects: z
    .array(z.string().regex(/^(\[[\da-f:.]+\]|[a-z0-9.-]+)$/, { error: 'expected a host name in lowercase' }))
    .optional()
    .describe('Hosts that `url` may redirect to, in addition to its own. Example: `[cdn.example.org]`'),
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
const fitsPlaceError = { error: 'ca, headers, socket and redirects need `url`, but this source has `file`' };

const workersSchema = z
  .union([z.literal(true), z.array(z.string().min(1)).min(1)], {
    error: 'expected true, or a list of files such as [workers-alpha.json]',
  })
  .describe(
    'Where errors of failed syncs come from: `true` asks the same manager for its `/workers` and their jobs if a sync has failed; beside `file`, a list of files with the answers of `/workers/<id>/jobs`, relative to the content folder',
  );

/** The manager lists its workers beside its jobs; files are read beside a file. */
function fitsWorkers(source: PlaceContent & { readonly workers?: true | readonly string[] | undefined }): boolean {
  const { workers, url } = source;
  if (workers === undefined) return true;
  return workers === true ? url !== undefined && isJobsAddress(url) : url === undefined;
}
const fitsWorkersError = {
  error: '`workers: true` needs a `url` that ends in /jobs, and a list of files needs `file`',
};

/** Whether the address is that of the jobs of a manager, beside which its workers are. */
function isJobsAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith('/jobs');
}

export const sourceSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('mirrorz').describe('A MirrorZ document, version 1.x'), ...place }),
    z.strictObject({
      type: z.literal('tunasync').describe('The `/jobs` of a tunasync manager'),
      ...place,
      workers: workersSchema.optional(),
    }),
    z.strictObject({ type: z.literal('yuki').describe('The `/api/v1/metas` of a Yuki'), ...place }),
    z.strictObject({ type: z.literal('lug').describe('The `/lug/v1/manager/summary` of a lug'), ...place }),
    z.strictObject({
      type: z.literal('isoinfo').describe('The `isoinfo.json` of genisolist: files to download, and no mirrors'),
      ...place,
    }),
    z.strictObject({
      type: z.literal('list').describe('Mirrors listed by hand: a YAML or JSON file, or JSON at an address'),
      ...place,
    }),
    z.strictObject({
      type: z.literal('demo').describe('Simulated jobs that follow the clock, to try out Heliostat'),
      id,
      file: z.string().describe('The list of jobs, relative to the content folder'),
    }),
  ])
  .refine(onePlace, onePlaceError)
  .refine(fitsPlace, fitsPlaceError)
  .refine(fitsWorkers, fitsWorkersError);

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
    .describe('Identifier of the endpoint, unique. Example: `example-6`'),
  name: localizedText.optional().describe('Display name of the endpoint. Default: `label`'),
  resolve: z
    .string()
    .regex(/^(\[[\da-fA-F:.]+\]|[^\s:/?#@[\]]+)(:\d+)?(\/[^\s?#]*[^\s?#/])?$/, {
      error: 'expected host, host:port or host/path, without a scheme and a slash at the end',
    })
    .describe(
      'Host, `host:port` or `host/path` that replaces the address of the site. Example: `6.mirrors.example.org`',
    ),
  public: z.boolean().default(true).describe('Whether everybody may use it; otherwise it is only for its `range`'),
  filter: z
    .array(z.enum(endpointFilters))
    .min(1)
    .default([...endpointFilters])
    .describe('Supported protocols: IPv4, IPv6, https (`SSL`), http (`NOSSL`). Default: all four'),
  range: z
    .array(z.union([z.string().regex(RANGE), z.cidrv4(), z.cidrv6()], rangeError))
    .default([])
    .describe(
      'Networks that it is for: CIDR networks, `ISP:CERNET`, `REGION:BJ`, `COUNTRY:CN`. Default: none in particular',
    ),
});

const layerSchema = z.strictObject({
  path: z.string().min(1).describe('Folder of documents, relative to the content folder. Example: `/srv/mirrorz-docs`'),
  name: z.string().optional().describe('Name of their authors. Default: the name of the folder'),
  licence: z.string().optional().describe('Their licence. Default: the first line of the licence in the folder'),
  url: webAddress.optional().describe('URL of their origin'),
});

export type LayerContent = z.infer<typeof layerSchema>;

const helpSchema = z.strictObject({
  layers: z
    .array(z.union([z.string().min(1), layerSchema]))
    .default([])
    .describe(
      'Folders of zhelp documents, as paths or objects, in order of precedence. They override the library, and `help/` of the content folder overrides them',
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
    .describe('Help on another site, for mirrors without help here. Example: `https://help.example.org/{cname}/`'),
});

const historySchema = z.strictObject({
  // A year and a month, so that a year can be compared with the one before.
  keepDays: z.int().min(1).default(400).describe('Number of days for which the history of each mirror is kept'),
});

/** The history of a portal that sets none of its keys. */
export const defaultHistory = historySchema.parse({});

export const portalSchema = z.strictObject({
  site: siteSchema
    .optional()
    .describe('The site, with the keys of MirrorZ; missing keys come from the first mirrorz source'),
  languages: z
    .array(language)
    .min(1)
    .refine((list) => new Set(list).size === list.length, { error: 'expected each language only once' })
    .default([...languages])
    .describe('Languages of the portal; the first one is served at `/`, each other at `/<language>/`'),
  timeZone: z
    .string()
    .superRefine((name, context) => {
      const fault = timeZoneFault(name);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .optional()
    .describe('Time zone of the times on the pages. Default: the time zone of the machine that builds'),
  disk: z
    .strictObject({
      path: z
        .string()
        .min(1)
        .describe(
          'Folder on the file system whose use is measured, relative to the content folder. Example: `/srv/mirrors`',
        ),
    })
    .optional()
    .describe('Measure the disk use, like `df`, and show it instead of `site.disk`'),
  endpoints: z
    .array(endpointSchema)
    .optional()
    .describe(
      'Endpoints of the site, the default one first; published in /mirrorz.json as its D extension. They come before the endpoints of sources, and override those with the same `label`',
    ),
  look: lookSchema.optional().describe('Pictures and colour of the site; see docs/look.md'),
  nav: z
    .array(linkSchema)
    .max(8)
    .optional()
    .describe('Links in the navigation, after the pages of the portal; see docs/look.md'),
  frequent: z
    .array(z.string().min(1))
    .max(16)
    .optional()
    .describe(
      'cnames of the mirrors that most visitors come for, shown first on the index. Default: the usual ones, such as `ubuntu`, `debian` and `pypi`',
    ),
  footer: footerSchema.optional().describe('What stands at the foot of each page; see docs/look.md'),
  sponsors: z
    .array(sponsorSchema)
    .optional()
    .describe('Who supports the site: on the about page, and by name at the foot of each page'),
  help: helpSchema.optional().describe('Where help comes from, in addition to `help/` and the library'),
  deploy: deploySchema.optional().describe('Where each build deploys the site; see docs/deploy.md'),
  history: historySchema.optional().describe('History of the mirrors'),
  hold: holdSchema
    .optional()
    .describe('When a sudden loss of many mirrors is held back instead of shown; see docs/sources.md'),
  notify: notifySchema.optional().describe('Who is told of failing mirrors and other alarms; see docs/notify.md'),
  serve: serveSchema
    .optional()
    .describe('How web servers serve the portal and the mirrors. Default: no configuration is written'),
  downloads: downloadsSchema
    .optional()
    .describe(
      'Search the trees below `serve.dataRoot` for files to download; see docs/downloads.md. Default: only what sources list is shown',
    ),
  survey: surveySchema
    .optional()
    .describe('Look at the trees themselves; see docs/survey.md. Default: nothing is looked at'),
  ignore: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Files and folders of the content folder that Heliostat ignores, relative to it; see docs/reference/content.md. Example: `[Makefile, scripts]`',
    ),
  sources: z
    .array(sourceSchema)
    .default([])
    .describe('Sources of the state of the mirrors. Later sources add to and override earlier ones'),
});

export type PortalContent = z.infer<typeof portalSchema>;
export type SiteContent = z.infer<typeof siteSchema>;
export type EndpointContent = z.infer<typeof endpointSchema>;
export type SourceContent = z.infer<typeof sourceSchema>;

/** A help layer, which may be written as its path alone. */
export function toLayer(given: string | LayerContent): LayerContent {
  return typeof given === 'string' ? { path: given } : given;
}

/** A source that is asked at an address; every other one is a file. */
export type AddressedSource = Extract<SourceContent, TransportContent & { url?: unknown }> & { readonly url: string };

/** A source whose failed syncs have their errors in the answers about workers. */
export type WorkedSource = Extract<SourceContent, { type: 'tunasync' }> & { readonly workers: true | string[] };

export function hasWorkers(source: SourceContent): source is WorkedSource {
  return 'workers' in source && source.workers !== undefined;
}

export function isAddressed(source: SourceContent): source is AddressedSource {
  return 'url' in source && source.url !== undefined;
}
