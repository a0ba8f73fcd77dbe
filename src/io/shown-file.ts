import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Portal } from '../model/portal.ts';
import type { Shown } from '../portal/site-hold.ts';
import { readOwnJson } from './read-own-file.ts';
import { writeFileAtomic } from './write-file.ts';

const names = z.array(z.string()).default([]);
const shownSchema = z.object({ mirrors: names, files: names, lost: names, kept: names, accepted: names });

/** The files of content that say who the site is; the last ones without a fault are kept in `data/kept/`. */
const IDENTITY = ['portal.yaml', 'cname.json'];

export interface ShownFolders {
  readonly data: string;
  /** The output folder, where there is one. */
  readonly out?: string | undefined;
}

/**
 * What the site last was; undefined when none was published. Where the data folder has been emptied, the published site
 * itself says which mirrors it has.
 */
export function loadShown({ data, out }: ShownFolders): Shown | undefined {
  return readShown(shownPath(data), (shown) => shown) ?? (out === undefined ? undefined : readPublished(out));
}

function readPublished(out: string): Shown | undefined {
  return readShown(join(out, 'api/status.json'), (document) => {
    const { mirrors } = document as { readonly mirrors: readonly { readonly cname: string }[] };
    return { mirrors: mirrors.map(({ cname }) => cname) };
  });
}

function readShown(path: string, toShown: (document: unknown) => unknown): Shown | undefined {
  const document = readOwnJson(path);
  try {
    return document === undefined ? undefined : shownSchema.parse(toShown(document));
  } catch {
    return undefined; // Damaged: there is nothing to compare with.
  }
}

/** Note what the site is compared with from now on, if that is new. */
export function saveShown(data: string, shown: Shown): void {
  const text = JSON.stringify(shownSchema.parse(shown));
  const path = shownPath(data);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text);
}

/**
 * Note what was published.
 *
 * @param isEmitted the configuration of servers was emitted as well, so that what the operator accepted is done
 */
export function notePublished(
  { data, content }: { readonly data: string; readonly content: string },
  portal: Portal,
  isEmitted: boolean,
): void {
  const { kept = [], accepted = [] }: Partial<Shown> = loadShown({ data }) ?? {};
  saveShown(data, {
    mirrors: portal.mirrors.map(({ cname }) => cname),
    files: portal.contentFiles,
    lost: [],
    kept: isEmitted ? (portal.kept ?? []).map(({ cname }) => cname) : kept,
    accepted: isEmitted ? [] : accepted.filter((name) => kept.includes(name)),
  });
  if (!portal.siteFaults?.length) keepIdentity(data, content);
}

/** Note what holds the site back, so that the operator can accept it. */
export function recordLost(folders: ShownFolders, lost: readonly string[]): void {
  const before = loadShown(folders);
  if (before) saveShown(folders.data, { ...before, lost });
}

/** Where the last files without a fault are that say who the site is. */
export function keptFolder(data: string): string {
  return join(data, 'kept');
}

export function hasKept(data: string): boolean {
  return existsSync(join(keptFolder(data), 'portal.yaml'));
}

/** So that a live host that starts while they have a fault still has a site to show. */
function keepIdentity(data: string, content: string): void {
  for (const name of IDENTITY.filter((name) => existsSync(join(content, name)))) keepFile(data, content, name);
}

function keepFile(data: string, content: string, name: string): void {
  const text = readFileSync(join(content, name), 'utf8');
  const path = join(keptFolder(data), name);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileAtomic(path, text);
}

function shownPath(data: string): string {
  return join(data, 'shown.json');
}
