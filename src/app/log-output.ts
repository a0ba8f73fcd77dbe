import type { RunCounts } from '../io/last-run.ts';
import type { Published } from '../io/publish.ts';

import type { Log } from './command.ts';

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

export function logOutput({ site, config, isServed }: Output, { out, configOut }: Folders, log: Log): void {
  log(`site: ${site.files} files, ${site.written} written, ${site.removed} removed, in ${out}`);
  log(`configuration: ${config.files} files, ${config.written} written, in ${configOut}`);
  if (!isServed)
    log('configuration of web servers and rsync: none; set `serve: { dataRoot: … }` in portal.yaml to write it');
}

/** The same of a run that has nothing to do. */
export function logUnchanged({ site, config, isServed }: RunCounts, folders: Folders, log: Log): void {
  const published = (files: number) => ({ files, written: 0, removed: 0 });
  logOutput({ site: published(site), config: published(config), isServed }, folders, log);
}
