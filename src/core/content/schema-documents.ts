import * as z from 'zod';
import { demoSchema } from '../sources/demo.ts';
import { cnameSchema, mirrorSchema } from './mirror-schema.ts';
import { portalSchema } from './portal-schema.ts';

/** Every file that people write, its schema, and what it is for. */
const contentFiles = [
  ['portal', 'portal.yaml', 'Who we are, where the state comes from, in which languages.', portalSchema],
  ['mirror', 'mirrors/<cname>.yaml', 'What no source tells of a mirror. It wins over every source.', mirrorSchema],
  ['demo', 'demo.yaml', 'The jobs of a `demo` source.', demoSchema],
  ['cname', 'cname.json', 'Other names of mirrors, and the cname that each stands for.', cnameSchema],
] as const;

/** JSON Schemas for editors: `schemas/portal.schema.json` and so on. */
export function contentSchemas(): { readonly file: string; readonly text: string }[] {
  return contentFiles.map(([name, title, description, schema]) => ({
    file: `schemas/${name}.schema.json`,
    text: `${JSON.stringify({ ...z.toJSONSchema(schema, { io: 'input' }), title, description }, null, 2)}\n`,
  }));
}
