import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PATIENCE_MS = 5_000;

/** Faces of plain, upright text are more pleasant than the rest, in this order. */
const PREFERRED = [/noto ?sans|source ?han ?sans/i, /sans|hei|gothic/i, /./];
const STRANGE = /italic|oblique|condensed|mono|emoji|symbol|light|thin/i;

/** A font of this machine. */
export interface Font {
  readonly path: string;
  readonly family: string;
}

/**
 * A font that has every character of a text, by fontconfig.
 *
 * @returns undefined where this machine has none, or no fontconfig
 */
export async function findFont(text: string): Promise<Font | undefined> {
  const codes = [...new Set(text)].map((char) => char.codePointAt(0)!.toString(16)).sort();
  try {
    const pattern = `:charset=${codes.join(' ')}:lang=${languageOf(text)}`;
    const { stdout } = await run('fc-list', ['-f', '%{file}\t%{family[0]}\n', pattern], { timeout: PATIENCE_MS });
    const fonts = [...new Set(stdout.split('\n'))].filter(Boolean).sort().map(lineToFont);
    const plain = fonts.filter(({ path, family }) => !STRANGE.test(`${path} ${family}`));
    return PREFERRED.flatMap((wanted) => plain.filter(({ family }) => wanted.test(family)))[0] ?? fonts[0];
  } catch {
    return undefined;
  }
}

function lineToFont(line: string): Font {
  const [path, family] = line.split('\t') as [string, string];
  return { path, family };
}

function languageOf(text: string): string {
  return /\p{Script=Han}/u.test(text) ? 'zh-cn' : 'en';
}
