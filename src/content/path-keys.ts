import { ownPictures } from './own-pictures.ts';
import { type PortalContent, toLayer } from './portal-schema.ts';

/** A key of portal.yaml that names files or folders, relative to the content folder. */
export interface PathKey {
  readonly key: string;
  readonly description: string;
  readonly pathsOf: (content: PortalContent) => readonly (string | undefined)[];
}

/** What else belongs to the content folder because portal.yaml names it. */
export const pathKeys: readonly PathKey[] = [
  {
    key: 'sources[].file',
    description: 'File that a source reads: `mirrorz.json`, `jobs.json`, a [list](list.md), a [demonstration](demo.md)',
    pathsOf: ({ sources }) => sources.map(({ file }) => file),
  },
  {
    key: 'sources[].workers[]',
    description: 'File with the jobs of a worker of tunasync',
    pathsOf: ({ sources }) =>
      sources.flatMap((source) => ('workers' in source && Array.isArray(source.workers) ? source.workers : [])),
  },
  {
    key: 'sources[].ca',
    description: 'CA certificates for a source',
    pathsOf: ({ sources }) => sources.map((source) => ('ca' in source ? source.ca : undefined)),
  },
  {
    key: 'sources[].headers.*.file',
    description: 'Secret value of a header',
    pathsOf: ({ sources }) =>
      sources
        .flatMap((source) => ('headers' in source ? Object.values(source.headers ?? {}) : []))
        .map((secret) => ('file' in secret ? secret.file : undefined)),
  },
  {
    key: 'notify.webhook[].ca',
    description: 'CA certificates for a webhook',
    pathsOf: ({ notify }) => (notify?.webhook ?? []).map(({ ca }) => ca),
  },
  {
    key: 'notify.webhook[].*.file',
    description: 'Secret of a webhook: its `url`, its `secret`, the value of a header',
    pathsOf: ({ notify }) =>
      (notify?.webhook ?? [])
        .flatMap(({ url, secret, headers }) => [url, secret, ...Object.values(headers ?? {})])
        .map((place) => (typeof place === 'object' && 'file' in place ? place.file : undefined)),
  },
  {
    key: 'help.layers[]',
    description: 'Folder of shared help documents',
    pathsOf: ({ help }) => (help?.layers ?? []).map((layer) => toLayer(layer).path),
  },
  {
    key: 'deploy.to[]',
    description: 'Folder to deploy to',
    pathsOf: ({ deploy }) => deploy?.to ?? [],
  },
  {
    key: 'look.*, sponsors[].logo',
    description: 'Pictures of the site; see docs/look.md',
    pathsOf: (content) => ownPictures(content).map(({ name }) => name),
  },
  {
    key: 'downloads.genisolist',
    description: 'Configuration of genisolist',
    pathsOf: ({ downloads }) => [downloads?.genisolist],
  },
  { key: 'survey.ca', description: 'CA certificates for a survey', pathsOf: ({ survey }) => [survey?.ca] },
  { key: 'disk.path', description: 'Folder on the disk whose use is measured', pathsOf: ({ disk }) => [disk?.path] },
  { key: 'ignore[]', description: 'File or folder that Heliostat ignores', pathsOf: ({ ignore }) => ignore ?? [] },
];

/** The files and folders that portal.yaml names. */
export function namedPaths(content: PortalContent): string[] {
  return pathKeys.flatMap(({ pathsOf }) => pathsOf(content)).filter((path) => path !== undefined);
}
