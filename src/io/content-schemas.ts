import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from './write-file.ts';

const FILE = 'schemas.json';

/** A file to emit. */
interface EmittedText {
  readonly file: string;
  readonly text: string;
}

/** Keep the schemas for editors with the compiled code: they depend on code alone, and making them takes a twentieth of a run. */
export function saveContentSchemas(outFolder: string, schemas: readonly EmittedText[]): void {
  writeFileAtomic(join(outFolder, FILE), JSON.stringify(schemas));
}

/** @param compiledFolder where the compiled code is */
export function loadContentSchemas(compiledFolder: string): readonly EmittedText[] {
  return JSON.parse(readFileSync(join(compiledFolder, FILE), 'utf8')) as EmittedText[];
}
