import { parentPort } from 'node:worker_threads';
import { inspectHelp } from '../help/inspect.ts';
import type { HelpLayer } from '../model/help.ts';

/** What the worker of inspect-apart.ts is asked: the documents of one mirror, and every name that has help. */
export interface InspectRequest {
  readonly layers: readonly HelpLayer[];
  readonly names: ReadonlySet<string>;
}

parentPort!.on('message', ({ layers, names }: InspectRequest) => {
  parentPort!.postMessage(inspectOrGiveUp(layers, names));
});

/** Undefined when the stack is too small for how deep a document nests. */
function inspectOrGiveUp(layers: readonly HelpLayer[], names: ReadonlySet<string>) {
  try {
    return inspectHelp(layers, (name) => names.has(name));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
