import { parentPort } from 'node:worker_threads';
import { inspectHelp } from '../help/inspect.ts';
import type { HelpFound, HelpLayer } from '../model/help.ts';

/** What the worker of inspect-apart.ts is asked: the documents of one mirror, and every name that has help. */
export interface InspectRequest {
  readonly layers: readonly HelpLayer[];
  readonly names: ReadonlySet<string>;
  /** What is in the tree of the mirror, where that is known. */
  readonly found?: HelpFound | undefined;
}

parentPort!.on('message', (request: InspectRequest) => {
  parentPort!.postMessage(inspectOrGiveUp(request));
});

/** Undefined when the stack is too small for how deep a document nests. */
function inspectOrGiveUp({ layers, names, found }: InspectRequest) {
  try {
    return inspectHelp(layers, (name) => names.has(name), found);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
