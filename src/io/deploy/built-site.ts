import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../../base/operator-error.ts';
import type { DeployFile } from '../../deploy/deploy-plan.ts';
import { shortHash } from '../key-of.ts';
import { loadManifest } from '../manifest.ts';
import { isUnfinished } from '../ownership.ts';

/** What is to be deployed. */
export interface DeploySource {
  readonly files: ReadonlyMap<string, DeployFile>;
  readonly read: (file: string) => Uint8Array;
}

/**
 * The site as the last build left it; nothing else that is in its folder.
 *
 * @throws when there is none, the last build did not end, or files of it are gone
 */
export function loadBuiltSite({ out, data }: { readonly out: string; readonly data: string }): DeploySource {
  const manifestPath = join(data, 'published.json');
  if (isUnfinished(manifestPath))
    throw new OperatorError(`the site is incomplete in ${out}, as the last build did not end`, 'run `heliostat build`');
  const manifest = loadManifest(manifestPath, out);
  if (!manifest) throw new OperatorError(`there is no site in ${out}`, 'run `heliostat build`');
  const read = (file: string) => readBuilt(join(out, file));
  const describe = (bytes: Uint8Array) => ({ hash: shortHash(bytes), bytes: bytes.length });
  return { files: new Map(Object.keys(manifest.files).map((file) => [file, describe(read(file))])), read };
}

function readBuilt(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new OperatorError(`could not read ${path}`, 'run `heliostat build`', { cause });
  }
}
