import { hash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import type { HelpKey } from '../../model/help-key.ts';
import type { Kind } from '../../model/kind.ts';
import type { Look } from '../../model/survey.ts';
import type { TreeQuestion } from '../../model/tree-question.ts';
import { answerQuestions } from '../../survey/answer-questions.ts';
import { folderToKind } from '../../survey/folder-to-kind.ts';
import { lookAtKeys } from '../../survey/look-keys.ts';
import { lookAtTree, type TreeReader } from '../../survey/look-tree.ts';
import { folderReader } from './folder-reader.ts';

/** What the process of look-folders.ts is told first. */
export interface FolderTask {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** When everything counts as seen. */
  readonly now: Date;
  /** The folder of the mirrors. A site may be built on a machine that has none of them, and where it is empty, none is absent. */
  readonly root: string;
}

/** What it is asked then, one folder after the other. */
export interface FolderJob {
  readonly cname: string;
  readonly folder: string;
  /** Name of its kind, where that is known. */
  readonly kind?: string | undefined;
  /** Files that help leads to, with `*` for any name. */
  readonly asked: readonly string[];
  /** What help wants to know of it. */
  readonly questions: readonly TreeQuestion[];
  /** Keys whose fingerprints help shows. */
  readonly keys: readonly HelpKey[];
}

export interface FolderAnswer {
  readonly cname: string;
  /** Undefined when nothing says of which kind it is. */
  readonly kind: string | undefined;
  /** Undefined when this machine has none of the trees. */
  readonly look: Look | undefined;
}

/** What a tree is of which nothing else is known. */
const PLAIN = 'folder';

let task: FolderTask = { kinds: new Map(), now: new Date(), root: '/' };
let queue = Promise.resolve();

process.on('message', (message: FolderTask | FolderJob) => {
  if ('kinds' in message) task = message;
  else queue = queue.then(async () => void process.send!(await look(message, task)));
});

/** Those of the files that are not there. */
async function unfoundOf(tree: TreeReader, asked: readonly string[]): Promise<string[]> {
  const found = await Promise.all(asked.map((pattern) => tree.find(pattern)));
  return asked.filter((_, position) => found[position]!.length === 0);
}

/** A tree of no known kind. */
async function lookAtUnknown(tree: TreeReader, at: Date): Promise<Look> {
  return { at, ...((await tree.isEmpty()) && { isEmpty: true as const }) };
}

async function look(
  { cname, folder, kind: known, asked, questions, keys: helpKeys }: FolderJob,
  { kinds, now: at, root }: FolderTask,
): Promise<FolderAnswer> {
  try {
    if (!(await stat(folder)).isDirectory()) return { cname, kind: known, look: { at, fault: 'absent' } };
    const tree = folderReader(folder);
    const kind = kinds.get(known ?? '') ?? (await folderToKind(tree, kinds.values())) ?? kinds.get(PLAIN);
    const look = kind ? await lookAtTree(tree, kind, at) : await lookAtUnknown(tree, at);
    const unfound = look.isEmpty ? [] : await unfoundOf(tree, asked);
    const found = look.isEmpty ? [] : await answerQuestions(tree, questions);
    const keys = look.isEmpty ? [] : await lookAtKeys(tree, helpKeys, hash);
    const help = {
      ...(unfound.length > 0 && { unfound }),
      ...(found.length > 0 && { found }),
      ...(keys.length > 0 && { keys }),
    };
    return { cname, kind: kind?.name, look: { ...look, ...help } };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    if (isAbsent && !(await hasNames(root))) return { cname, kind: known, look: undefined };
    return { cname, kind: known, look: { at, fault: isAbsent ? 'absent' : 'unreadable', says: message } };
  }
}

async function hasNames(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch {
    return false;
  }
}
