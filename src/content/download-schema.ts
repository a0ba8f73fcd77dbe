import * as z from 'zod';
import { downloadCategories } from '../model/download.ts';
import { treePath } from '../model/reading-schema.ts';
import { localizedText } from './localized-schema.ts';

/*
 * `downloads/<distro>.yaml`: which files of the mirrors people download, and what their names say. The library has one file for
 * each distribution or application; a file of the same name in the content folder overrides it key by key.
 */

/** A path that may lead up, but never out of the tree: that is checked when it is known where it begins. */
const beside = z
  .string()
  .regex(/^(?!\/)[^\p{Cc}\\]+$/u, { error: 'expected a path relative to the folder of the file' });

const oneOrMore = <T extends z.ZodType>(schema: T) => z.union([schema, z.array(schema).min(1)]);

const expression = z.string().refine(isExpression, { error: 'expected a regular expression' });

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const fileRuleSchema = z
  .strictObject({
    mirrors: z
      .array(z.string().min(1))
      .min(1)
      .describe('cnames of the mirrors that may have the files. Example: `[debian-cd]`'),
    path: oneOrMore(treePath).describe(
      'Path of the files below the mirror, or several; `*` stands for any name or part of one, `[0-9]` for one character. Example: `current/*/iso-cd/*.iso`',
    ),
    match: expression.describe(
      'Regular expression that a path must have. Groups named `version`, `architecture` and `kind` are what it says of the file. Example: `debian-(?<version>[\\d.]+)-(?<architecture>\\w+)-(?<kind>netinst)\\.iso$`',
    ),
    version: z
      .string()
      .optional()
      .describe(
        'Version of the files; `{name}` stands for a group of `match`. Default: the group `version`. Example: `LMDE {version}`',
      ),
    architecture: z.string().optional().describe('Their architecture, likewise. Default: the group `architecture`'),
    kind: z
      .string()
      .optional()
      .describe('What tells files of one version and architecture apart, likewise. Default: the group `kind`'),
    newest: z.int().min(1).default(1).describe('Number of versions to list, the newest ones'),
    newestOf: z
      .string()
      .optional()
      .describe('Versions are counted apart for each value of this. Example: `{kind}`. Default: all together'),
    checksums: oneOrMore(beside)
      .optional()
      .describe(
        'File with checksums, relative to the folder of the file; `{file}` is its name. Of several, the first that lists the file counts. Example: `SHA256SUMS`',
      ),
    checksumsSignature: beside
      .optional()
      .describe(
        'Signature of the file with checksums, likewise; `{list}` is the name of that one. Example: `{list}.sign`',
      ),
    signature: beside.optional().describe('Signature of the file itself, likewise. Example: `{file}.sig`'),
    torrent: beside.optional().describe('Torrent of the file, likewise. Example: `../bt-cd/{file}.torrent`'),
    metalink: beside.optional().describe('Metalink of the file, likewise. Example: `{file}.metalink`'),
    zsync: beside.optional().describe('Control file of zsync, likewise. Example: `{file}.zsync`'),
  })
  .superRefine(({ match, ...keys }, context) => {
    if (!isExpression(match)) return;
    const known = groupsOf(match);
    for (const key of ['version', 'architecture', 'kind', 'newestOf'] as const) {
      const unknown = namesIn(keys[key]).find((name) => !known.includes(name));
      if (unknown === undefined) continue;
      context.addIssue({ code: 'custom', path: [key], message: `\`match\` has no group ${JSON.stringify(unknown)}` });
    }
  });

/** The groups of an expression, by number and by name. */
function groupsOf(expression: string): string[] {
  const { groups = {}, length } = new RegExp(`${expression}|`, 'u').exec('')!;
  return [...Array.from({ length }, (_, index) => String(index)), ...Object.keys(groups)];
}

function namesIn(template = ''): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

export const downloadRuleSchema = z.strictObject({
  title: localizedText.optional().describe('Name of the distribution or application. Default: the name of the file'),
  category: z
    .enum(downloadCategories)
    .optional()
    .describe('Where it is listed, as in MirrorZ; among the operating systems where no file says it'),
  names: z
    .array(z.string().min(1))
    .optional()
    .describe('What sources call it, the name in MirrorZ first. Default: the name of the file. Example: `[Debian]`'),
  files: z.array(fileRuleSchema).optional().describe('Which files it consists of'),
  skip: z.boolean().optional().describe('Do not search the trees for it'),
  sources: z.array(z.string().min(1)).optional().describe('Where these facts are from'),
});

export type DownloadRuleContent = z.infer<typeof downloadRuleSchema>;
export type FileRuleContent = z.infer<typeof fileRuleSchema>;
