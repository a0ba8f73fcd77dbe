import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Checked, problem } from '../base/problems.ts';
import type { Manifest } from '../deploy/publish-plan.ts';
import { cronFile, type Installation } from '../emit/cron.ts';
import { serveFiles } from '../emit/serve-files.ts';
import { planServe } from '../emit/serve-plan.ts';
import type { Portal } from '../model/portal.ts';
import { reservedNames } from '../site/registry.ts';
import type { Compiled } from './compile.ts';
import { loadContentSchemas } from './content-schemas.ts';
import { SERVED_FILE } from './kept-served.ts';
import { keyOf } from './key-of.ts';
import { loadManifest } from './manifest.ts';
import { type Publishable, type Published, publish } from './publish.ts';

/** Emit what belongs beside the site: cron, schemas for the operator's editor, and configuration of web servers. */
export async function saveConfig(
  portal: Portal,
  compiled: Compiled,
  at: Omit<Installation, 'node' | 'isSurveyed'>,
): Promise<Checked<Published>> {
  const manifest = join(at.data, 'emitted.json');
  const files = [
    {
      file: 'cron/heliostat',
      text: cronFile({ ...at, node: process.execPath, isSurveyed: portal.survey !== undefined }),
    },
    ...loadContentSchemas(compiled.folder),
  ];
  const own = files.map(({ file, text }) => emitted(file, text));
  const served = portal.serveFault
    ? leaveServed(portal.serveFault, at.configOut, own, loadManifest(manifest, at.configOut))
    : emitServed(portal, at.out);
  const { value, problems } = await publish(at.configOut, manifest, [...own, ...served.value]);
  return { value, problems: [...problems, ...served.problems] };
}

function emitServed(portal: Portal, out: string): Checked<Publishable[]> {
  if (!portal.serve) return { value: [], problems: [] };
  const { value, problems } = planServe(portal, portal.serve, out, reservedNames);
  const files = serveFiles(value).map(({ file, text }) => emitted(file, text));
  const served = JSON.stringify({ mirrors: value.served });
  return { value: [...files, emitted(SERVED_FILE, served)], problems };
}

function emitted(file: string, text: string): Publishable {
  return { file, key: keyOf(text), make: () => text };
}

/** What the last run emitted, as it lies there: made by defaults it might serve, or log, what it must not. */
function leaveServed(
  fault: string,
  configOut: string,
  own: readonly Publishable[],
  previous: Manifest | undefined,
): Checked<Publishable[]> {
  const made = new Set(own.map(({ file }) => file));
  const left = Object.entries(previous?.files ?? {}).filter(
    ([file]) => !made.has(file) && existsSync(join(configOut, file)),
  );
  const says = 'the configuration of web servers is unchanged: `serve` is invalid';
  const fix = 'Correct it; the fault is reported separately.';
  return {
    value: left.map(([file, { key }]) => ({ file, key, make: () => readFileSync(join(configOut, file)) })),
    problems: [problem('stale-config', { file: fault, path: 'serve' }, says, fix)],
  };
}
