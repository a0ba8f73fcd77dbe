import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Checked } from '../base/problems.ts';
import { charactersOf } from '../help/layers.ts';
import type { HelpFacts } from '../model/help.ts';
import type { InspectRequest } from './inspect-worker.ts';

/** The largest page of the library has 25,000 characters. */
const MOST_CHARACTERS = 400_000;
/** The slowest page of the library takes 0.1 s here. */
const PATIENCE_MS = 3_000;
/** Less than the stack of the process that draws the pages: what passes here does not overflow there. */
const STACK_MB = 0.7;

/**
 * Inspects documents that nobody here has tried, in a thread that can be ended: whatever a document is made of, it costs
 * the run no more than seconds.
 */
export class InspectApart {
  #worker: Worker | undefined;

  /** What `inspectHelp` says; undefined for documents that are too large, nest too deep or take too long. */
  async inspect(request: InspectRequest): Promise<Checked<HelpFacts> | undefined> {
    if (charactersOf(request.layers.flatMap(({ files }) => files)) > MOST_CHARACTERS) return undefined;
    this.#worker ??= new Worker(workerPath(), { resourceLimits: { stackSizeMb: STACK_MB } });
    const answer = once(this.#worker, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    this.#worker.postMessage(request);
    try {
      const [checked] = (await answer) as [Checked<HelpFacts> | undefined];
      return checked;
    } catch (error) {
      await this.close();
      if ((error as Error).name === 'AbortError' || isOutOfMemory(error)) return undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
}

/** Beside this file in the sources; bundled, this file is in a folder of parts, and the worker one up. */
function workerPath(): string {
  const [source, bundled] = ['inspect-worker.ts', '../inspect-worker.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return existsSync(source!) ? source! : bundled!;
}
