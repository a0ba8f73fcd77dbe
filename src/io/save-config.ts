import { join } from 'node:path';
import { contentSchemas } from '../core/content/schema-documents.ts';
import { cronFile, type Installation } from '../core/server-config/cron.ts';
import { keyOf, type Published, publish } from './publish.ts';

/** Emit what belongs beside the site: cron, and schemas for the operator's editor. */
export function saveConfig(at: Omit<Installation, 'node'>): Promise<Published> {
  const files = [{ file: 'cron/heliostat', text: cronFile({ ...at, node: process.execPath }) }, ...contentSchemas()];
  const wanted = files.map(({ file, text }) => ({ file, key: keyOf(text), make: () => text }));
  return publish(at.configOut, join(at.data, 'emitted.json'), wanted);
}
