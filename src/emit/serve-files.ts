import { apacheFiles } from './apache/apache-files.ts';
import { caddyFiles } from './caddy/caddy-files.ts';
import { logrotateFiles } from './logrotate.ts';
import { nftablesFiles } from './nftables.ts';
import { nginxFiles } from './nginx/nginx-files.ts';
import { rsyncdFiles } from './rsyncd.ts';
import type { ServePlan } from './serve-plan.ts';

/** Every file of `dist-config/` that serves the site, for whichever server there is. */
export function serveFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [nginxFiles, apacheFiles, caddyFiles, rsyncdFiles, logrotateFiles, nftablesFiles].flatMap((files) =>
    files(plan),
  );
}
