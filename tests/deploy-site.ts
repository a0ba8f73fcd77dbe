import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortalTest } from './portal-test.ts';
import { job } from './upstream.ts';

/** A portal with its site built, of as many mirrors as are asked for, and an empty folder `www`. */
export async function builtPortal(mirrors = 3): Promise<PortalTest> {
  const portal = PortalTest.from('two-mirrors');
  const jobs = Array.from({ length: mirrors }, (_, index) =>
    job(`mirror-${index}`, 'success', { update: '2026-08-08T09:00:00Z' }),
  );
  portal.write('content/jobs.json', JSON.stringify(jobs));
  portal.edit('content/portal.yaml', 'url: http://127.0.0.1:1/jobs', 'file: jobs.json');
  const { problems } = await portal.build();
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  mkdirSync(join(portal.root, 'www'));
  return portal;
}

/** Let content say that the mirrors of `builtPortal` are not shown: what sources alone leave out would be held. */
export function hideMirrors(portal: PortalTest, mirrors = 3): PortalTest {
  for (let index = 0; index < mirrors; index++) portal.write(`content/mirrors/mirror-${index}.yaml`, 'hidden: true\n');
  return portal;
}

/** The same site as another release of Heliostat would build it: every hashed asset, and so every page, differs. */
export function asOtherRelease(portal: PortalTest): PortalTest {
  const other = PortalTest.from();
  for (const folder of ['content', 'data', 'out'])
    cpSync(join(portal.root, folder), join(other.root, folder), { recursive: true });
  const text = (file: string) => readFileSync(join(other.root, 'out', file), 'utf8');
  const renamed = (name: string) =>
    name.replace(
      /(_heliostat\/[^"\s]+?\.)([\w-]{8})(\.\w+)/g,
      (_, start, hash, end) => start + [...hash].reverse().join('') + end,
    );
  const manifest = JSON.parse(other.read('data/published.json')) as { files: Record<string, object> };
  for (const file of Object.keys(manifest.files)) {
    const path = join(other.root, 'out', file);
    if (file.endsWith('.html')) writeFileSync(path, renamed(text(file)));
    else if (renamed(file) !== file) renameSync(path, join(other.root, 'out', renamed(file)));
  }
  const files = Object.fromEntries(Object.entries(manifest.files).map(([file, record]) => [renamed(file), record]));
  other.write('data/published.json', JSON.stringify({ folder: join(other.root, 'out'), files }));
  return other;
}

/** Deploy as a process of its own, in a group of its own, so that all of it can be killed. */
export function startDeploy(
  portal: PortalTest,
  ...options: string[]
): { child: ChildProcess; ended: Promise<unknown> } {
  const child = spawn(process.execPath, portal.argsOf('deploy', ...options), {
    cwd: portal.root,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, ended: once(child, 'exit') };
}

/** A remote shell that runs what it is told on this machine; rsync talks to itself through it, as through ssh. */
export function writeRemoteShell(portal: PortalTest, name = 'shell', script = 'shift; exec sh -c "$*"'): string {
  const path = join(portal.root, name);
  portal.write(name, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** What is in a target but what Heliostat keeps for itself. */
export function deployedFiles(portal: PortalTest, folder = 'www'): Map<string, string> {
  const files = [...portal.files(folder)].filter(([file]) => !file.startsWith('.heliostat/'));
  return new Map(files.map(([file, { text }]) => [file, text]));
}

/** Files that one has and the other has not, or that differ. */
export function differingFiles(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((file) => a.get(file) !== b.get(file));
}
