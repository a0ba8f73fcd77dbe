import { join } from 'node:path';
import { build } from 'astro';
import { bundleCommands } from '../io/bundle-commands.ts';
import { saveContentSchemas } from '../io/content-schemas.ts';
import { saveLayers } from '../io/library-files.ts';
import { saveCatalogue } from '../io/load-catalogue.ts';
import { downloadRuleFiles } from '../io/load-download-rules.ts';
import { saveOfLibrary } from '../io/load-help.ts';
import { kindFiles } from '../io/load-kinds.ts';
import { contentSchemas } from '../reference/schema-documents.ts';

/** Compile the templates, bundle the commands, look through the library and make the schemas for editors; run by src/io/compile.ts, never by hand. */
const [checkout, outFolder] = process.argv.slice(2) as [string, string];

process.env.ASTRO_TELEMETRY_DISABLED = '1';
// The entry with its libraries: looking up a hundred modules takes longer than drawing. `dev` looks them up, and may.
const license = { fileName: 'LICENSES.md' };
const vite = { ssr: { noExternal: true as const }, environments: { ssr: { build: { license } } } };
await build({ root: checkout, outDir: outFolder, logLevel: 'error', vite });
await bundleCommands(checkout, join(outFolder, 'commands'));
await saveOfLibrary(checkout, outFolder);
saveCatalogue(checkout, outFolder);
saveLayers(kindFiles, checkout, outFolder);
saveLayers(downloadRuleFiles, checkout, outFolder);
saveContentSchemas(outFolder, contentSchemas());
