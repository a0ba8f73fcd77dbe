import { join } from 'node:path';
import { contentSchemas } from '../core/content/schema-documents.ts';
import type { Portal } from '../core/portal.ts';
import type { Checked } from '../core/problems.ts';
import { cronFile, type Installation } from '../core/server-config/cron.ts';
import { serveFiles } from '../core/server-config/serve-files.ts';
import { planServe } from '../core/server-config/serve-plan.ts';
import { keyOf, type Published, publish } from './publish.ts';

/** Emit what belongs beside the site: cron, schemas for the operator's editor, and configuration of web servers. */
export async function saveConfig(portal: Portal, at: Omit<Installation, 'node'>): Promise<Checked<Published>> {
  const served = portal.serve && planServe(portal, portal.serve, at.out);
  const files = [
    { file: 'cron/heliostat', text: cronFile({ ...at, node: process.execPath }) },
    ...contentSchemas(),
    ...(served ? serveFiles(served.value) : []),
  ];
  const wanted = files.map(({ file, text }) => ({ file, key: keyOf(text), make: () => text }));
  const value = await publish(at.configOut, join(at.data, 'emitted.json'), wanted);
  return { value, problems: served?.problems ?? [] };
}
