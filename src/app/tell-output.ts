import type { RunCounts } from '../io/last-run.ts';
import type { Published } from '../io/publish.ts';

import type { Tell } from './command.ts';

/** What a run wrote. */
export interface Output {
  readonly site: Published;
  readonly config: Published;
  /** Configuration of servers is part of it. */
  readonly isServed: boolean;
}

interface Folders {
  readonly out: string;
  readonly configOut: string;
}

export function tellOutput({ site, config, isServed }: Output, { out, configOut }: Folders, tell: Tell): void {
  tell(`site: ${site.files} files, ${site.written} written, ${site.removed} removed, in ${out}`);
  tell(`configuration: ${config.files} files, ${config.written} written, in ${configOut}`);
  if (!isServed)
    tell('configuration of web servers and rsync: none; `serve: { dataRoot: … }` in portal.yaml writes it');
}

/** The same of a run that has nothing to do. */
export function tellUnchanged({ site, config, isServed }: RunCounts, folders: Folders, tell: Tell): void {
  const published = (files: number) => ({ files, written: 0, removed: 0 });
  tellOutput({ site: published(site), config: published(config), isServed }, folders, tell);
}
