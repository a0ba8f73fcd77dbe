import { resolve } from 'node:path';
import { compile } from '../src/io/compile.ts';

/** Compile once before all tests, so that no test waits for it or races another one for it. */
export function setup(): void {
  compile(resolve(import.meta.dirname, '..'), () => undefined);
}
