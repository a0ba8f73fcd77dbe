import { naturalOrder } from '../base/natural-order.ts';
import {
  fillText,
  fitsQuestion,
  isPlainText,
  questionKey,
  type TreeAnswer,
  type TreeEntry,
  type TreeQuestion,
} from '../model/tree-question.ts';
import type { TreeReader } from './look-tree.ts';
import { readTexts } from './read-stamp.ts';

/** Questions of one tree, entries of one answer, files that are read for it, and characters of all of them. */
const MOST_QUESTIONS = 8;
const MOST_ENTRIES = 64;
const MOST_FILES = 64;
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** Find what help asks of a tree. A question without an answer is left out. */
export async function answerQuestions(
  tree: TreeReader,
  questions: readonly TreeQuestion[],
): Promise<readonly TreeAnswer[]> {
  const answers: TreeAnswer[] = [];
  for (const question of questions.slice(0, MOST_QUESTIONS)) {
    const entries = await entriesOf(tree, question);
    if (entries.length > 0) answers.push({ asked: questionKey(question), entries });
  }
  return answers;
}

/** One entry for each value, of the first file that has it. */
async function entriesOf(tree: TreeReader, question: TreeQuestion): Promise<TreeEntry[]> {
  const byValue = new Map<string, ReadonlyMap<string, string>>();
  for (const texts of await textsOf(tree, question)) {
    const value = fillText(question.value, texts);
    const isFit = value !== undefined && fitsQuestion(question, value) && !isSkipped(question, value);
    if (isFit && !byValue.has(value)) byValue.set(value, new Map([...texts, ['value', value]]));
  }
  const newest = [...byValue].sort(([a], [b]) => naturalOrder(b, a)).slice(0, MOST_ENTRIES);
  return Promise.all(
    newest.map(async ([, texts]) => ({ texts: [...texts], has: await pathsThere(tree, question, texts) })),
  );
}

/** What was found at each file that the path fits. */
async function textsOf(tree: TreeReader, question: TreeQuestion): Promise<Map<string, string>[]> {
  const files = (await tree.find(question.read)).toSorted().flatMap((file) => {
    const names = starsOf(question.read, file);
    const isFit = names.every(isPlainText) && !(names[0] !== undefined && isSkipped(question, names[0]));
    return isFit ? [{ file, texts: new Map(names.map((name, at) => [String(at + 1), name] as const)) }] : [];
  });
  const taken = Object.entries(question.take);
  if (taken.length === 0) return files.map(({ texts }) => texts);
  let left = MOST_CHARACTERS;
  for (const { file, texts } of files.slice(0, MOST_FILES)) {
    const read = left > 0 ? await tree.read(file) : undefined;
    left -= read?.text.length ?? 0;
    for (const [name, reading] of taken) {
      const [text] = readTexts(reading, read?.text ?? '');
      if (text !== undefined && isPlainText(text)) texts.set(name, text);
    }
  }
  return files.slice(0, MOST_FILES).map(({ texts }) => texts);
}

/** What each `*` of a path stands for in a file that it fits. */
function starsOf(pattern: string, file: string): string[] {
  const steps = file.split('/');
  return pattern.split('/').flatMap(
    (like, at) =>
      likeExpression(like)
        .exec(steps[at] ?? '')
        ?.slice(1) ?? [],
  );
}

function likeExpression(like: string): RegExp {
  return new RegExp(`^${like.split('*').map(RegExp.escape).join('(.*)')}$`);
}

function isSkipped({ skip }: TreeQuestion, name: string): boolean {
  return skip.some((like) => likeExpression(like).test(name));
}

async function pathsThere(
  tree: TreeReader,
  { has }: TreeQuestion,
  texts: ReadonlyMap<string, string>,
): Promise<string[]> {
  const asked = Object.entries(has).map(([name, pattern]) => ({ name, path: fillText(pattern, texts) }));
  const found = await Promise.all(asked.map(({ path }) => (path === undefined ? [] : tree.find(path))));
  return asked.filter((_, at) => found[at]!.length > 0).map(({ name }) => name);
}
