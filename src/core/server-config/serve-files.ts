import { apacheFiles } from './apache.ts';
import { caddyFiles } from './caddy.ts';
import { nginxFiles } from './nginx.ts';
import type { ServePlan } from './serve-plan.ts';

/** Every file of `dist-config/` that a web server reads. */
export function serveFiles(plan: ServePlan): { readonly file: string; readonly text: string }[] {
  return [...nginxFiles(plan), ...apacheFiles(plan), ...caddyFiles(plan)];
}
