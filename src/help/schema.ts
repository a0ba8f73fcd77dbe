import * as z from 'zod';
import { readingKeys, treePath } from '../model/reading-schema.ts';
import { fitsText, LONGEST_TEXT, patternFault, type TextKind, textKinds } from '../model/text-values.ts';
import { namesInText } from '../model/tree-question.ts';
import { CNAME, VARIABLE_NAME } from './variables.ts';

const value = z.union([z.string(), z.boolean(), z.null(), z.array(z.string())], {
  error: 'expected a text, true, false or a list of texts',
});

const variables = z
  .object({
    _: z.string().optional().describe('Text that the reader sees. Default: the key'),
    default: z.unknown().optional().describe('Whether it is the default option, unless the input names one'),
  })
  .catchall(value.describe('Another variable that is set together with it'));

const cname = z.string().regex(CNAME, 'expected the cname of a mirror');

const otherName = z
  .string()
  .regex(/^(?:\*|[^*])[^*]+$/, 'expected the cname of a mirror, or `*` and the end of cnames, such as `*.git`');

const needs = z
  .union([cname, z.array(cname)], { error: 'expected the cname of a mirror, or a list of them' })
  .nullish();

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an address that begins with https:// or http://' });

const treeFile = z
  .string()
  .regex(/^(?!\/)(?!(.*\/)?\.\.?(\/|$))[^\p{Cc}\\]+$/u, { error: 'expected a path below the tree, without . and ..' });

const treeFiles = z
  .union([treeFile, z.array(treeFile)], { error: 'expected a path below the tree, or a list of them' })
  .describe('Paths below the tree, with `*` for any name and variables of options');

const option = variables.extend({
  until: z.iso.date().nullish().describe('Last day on which the project supports it. Example: `2028-06-30`'),
  needs: needs.describe('Mirrors without which a site does not offer the option: a cname or a list'),
});

const switched = z.union([value, variables], { error: 'expected a text, or variables by name' });

/** A regular expression that cannot take long. */
const patternText = z
  .string()
  .superRefine((text, context) => {
    const message = patternFault(text);
    if (message) context.addIssue({ code: 'custom', message });
  })
  .optional();

const MOST_STARS = 3;

const shortPath = treePath.refine((path) => path.length <= 200 && path.split('*').length <= MOST_STARS + 1, {
  error: `expected at most 200 characters and ${MOST_STARS} stars`,
});

const fromSchema = z.strictObject({
  read: shortPath.describe(
    'Path below the tree of the mirror; `*` stands for any name. Each file or folder that it fits is an option. Example: `dists/*/Release`',
  ),
  take: z
    .record(z.string().regex(VARIABLE_NAME), z.strictObject(readingKeys))
    .optional()
    .describe('Texts that are read from each of the files, by name'),
  value: z
    .string()
    .default('{1}')
    .describe(
      'Value of the option: a text with `{1}` for what the first `*` stands for, and `{name}` for what is taken. Example: `{codename}`',
    ),
  skip: z
    .array(z.string())
    .optional()
    .describe('Names and values that are passed over, with `*` for any letters. Example: `[*-updates]`'),
  pattern: patternText.describe('A regular expression that the whole value must match. Example: `[0-9]+`'),
  label: z
    .string()
    .default('{value}')
    .describe('Text that the reader sees of an option that nobody typed. Example: `{version} {value}`'),
  order: z.string().default('{value}').describe('What options are sorted by. Example: `{version}`'),
  since: z
    .string()
    .optional()
    .describe('Options that nobody typed and that come before this are not added. Example: `12`'),
  set: z
    .record(
      z.string().regex(VARIABLE_NAME),
      z.union([
        z.string(),
        z.boolean(),
        z.strictObject({
          is: z.string().describe('The text. Example: `{value}-updates`'),
          if: shortPath.describe(
            'Path that must be there; without it the variable is false. Example: `dists/{value}-updates`',
          ),
        }),
      ]),
    )
    .optional()
    .describe(
      'Adds options that nobody typed, with these variables: all that typed options set. Without it, none are added',
    ),
  default: z
    .union([z.literal('newest'), z.record(z.string(), z.string())])
    .optional()
    .describe('Which option is the default: `newest`, or texts that were taken. Example: `{ suite: stable }`'),
});

export type FromContent = z.infer<typeof fromSchema>;

const inputSchema = z
  .object({
    _: z.string().optional().describe('Text that the reader sees. Default: the name'),
    note: z.string().optional().describe('One sentence that says when it is needed'),
    option: z
      .map(z.string(), option.nullable())
      .refine(({ size }) => size > 0, 'expected at least one option')
      .optional()
      .describe(
        'Makes it a select: the values of the variable, in the order shown, and further variables that each value sets',
      ),
    true: switched.optional().describe('Makes it a switch: the value when on. Default: true'),
    false: switched.optional().describe('Makes it a switch: the value when off. Default: false'),
    needs: needs.describe('Mirrors without which a site does not offer the input: a cname or a list'),
    kind: z
      .enum(textKinds)
      .default('name')
      .describe(
        `Kind of a text, at most ${LONGEST_TEXT} characters: \`version\` starts with a digit; \`codename\` has lowercase letters, digits and hyphens; \`name\` has letters, digits and \`. _ + -\`; \`path\` has names separated by \`/\``,
      ),
    pattern: patternText.describe(
      'A regular expression that the whole text must match too. Example: `[0-9]+\\.[0-9]+`',
    ),
    default: z
      .union([z.string(), z.boolean()], { error: 'expected a text, true or false' })
      .optional()
      .describe('Key of an option, true or false, or the text. Default: the first option; off; empty'),
    from: fromSchema
      .optional()
      .describe('Offers the options, or has the text at first, that a survey found in the tree of the mirror'),
  })
  .superRefine((input, context) => {
    const fault = faultOfDefault(input);
    if (fault) context.addIssue({ code: 'custom', path: ['default'], message: fault });
    const fromFault = input.from && faultOfFrom(input, input.from);
    if (fromFault) context.addIssue({ code: 'custom', path: ['from', ...fromFault.path], message: fromFault.message });
  });

export type InputContent = z.infer<typeof inputSchema>;

/**
 * `<cname>/<language>.yaml` of one layer. Every key may be missing, and null takes away what the layers below say.
 * Keys that are not known are passed over, as sites share documents with keys of their own.
 */
export const helpSchema = z.object({
  _: z.string().nullish().describe('Title, for a mirror that has no name. Example: `Ubuntu`. Default: the cname'),
  block: z
    .array(z.string())
    .nullish()
    .describe('The blocks, in order: files `<block>.<language>.md`. Default: `[index]`'),
  also: z
    .union([otherName, z.array(otherName)], { error: 'expected a name, or a list of names' })
    .nullish()
    .describe(
      'Mirrors without a document of their own that it is for too: a cname, or `*` and the end of cnames, or a list. Example: `*.git`',
    ),
  input: z
    .map(z.string().regex(VARIABLE_NAME, 'expected a name of letters, digits, _ and -'), inputSchema.nullable())
    .nullish()
    .describe('What the reader can choose: inputs by the name of the variable that each sets'),
  filter: z
    .object({ scheme: z.enum(['http', 'https']).optional().describe('The only scheme that works') })
    .nullish()
    .describe('Requirements of the mirror'),
  checked: z.iso.date().nullish().describe('Date on which somebody last went through it. Example: `2026-11-21`'),
  source: z
    .union([webAddress, z.array(webAddress)], { error: 'expected an address, or a list of them' })
    .nullish()
    .describe('Where its releases and the ends of their support are from: an address or a list'),
  keys: z
    .array(
      z.object({
        fingerprint: z
          .string()
          .regex(/^(?:[\dA-Fa-f] *){40}(?:(?:[\dA-Fa-f] *){24})?$/, 'expected a fingerprint of 40 hexadecimal digits')
          .describe('Fingerprint of the key, as the text shows it'),
        of: treeFiles.optional().describe('Files that are signed with it. Example: `dists/{{release}}/InRelease`'),
        file: treeFiles.optional().describe('Files with the key. Example: `keys/release.asc`'),
      }),
    )
    .nullish()
    .describe('Keys that readers are told to expect, and where they are in the tree of the mirror'),
  keeps: z.array(z.url()).nullish().describe('Addresses of the project itself that the configuration keeps using'),
});

export type HelpContent = z.infer<typeof helpSchema>;

function faultOfDefault(input: {
  kind: TextKind;
  pattern?: string | undefined;
  default?: unknown;
  option?: ReadonlyMap<string, unknown>;
  true?: unknown;
  false?: unknown;
}) {
  if (input.default === undefined) return undefined;
  if (input.option) {
    const keys = [...input.option.keys()];
    return keys.includes(String(input.default)) ? undefined : `expected one of the options ${keys.join(', ')}`;
  }
  const isSwitch = input.true !== undefined || input.false !== undefined;
  if (isSwitch) return typeof input.default === 'boolean' ? undefined : 'expected true or false';
  if (typeof input.default !== 'string') return 'expected a text; a switch has a key true or false';
  const rule = { kind: input.kind, pattern: input.pattern };
  return input.default === '' || fitsText(rule, input.default) ? undefined : `expected a text that is a ${rule.kind}`;
}

/** What the texts of `from` may name, and what an option that nobody typed would lack. */
function faultOfFrom(
  { option, true: on, false: off }: { option?: InputOptions; true?: unknown; false?: unknown },
  from: FromContent,
): { readonly path: string[]; readonly message: string } | undefined {
  const { read, take = {}, value, label, order, set = {} } = from;
  if (!option && (on !== undefined || off !== undefined)) return { path: [], message: 'a switch is not filled' };
  if (from.set && !option) return { path: ['set'], message: 'expected options; a text has no variables' };
  const found = [...Array(read.split('*').length - 1).keys()].map((at) => String(at + 1)).concat(Object.keys(take));
  const used = Object.entries(set).flatMap(([name, said]) =>
    (typeof said === 'object' ? [said.is, said.if] : [String(said)]).map((text) => ({ path: ['set', name], text })),
  );
  const texts = [...Object.entries({ label, order }).map(([key, text]) => ({ path: [key], text })), ...used];
  const wrong =
    unknownName('value', value, found) ??
    texts.map(({ path, text }) => unknownName(path, text, [...found, 'value'])).find((fault) => fault);
  if (wrong) return wrong;
  const lacking = from.set && variablesOf(option!).find((name) => !Object.hasOwn(set, name));
  if (lacking) return { path: ['set'], message: `expected ${lacking} too, which typed options set` };
  const untaken =
    typeof from.default === 'object' && Object.keys(from.default).find((name) => !Object.hasOwn(take, name));
  return untaken ? { path: ['default'], message: `${untaken} is not taken` } : undefined;
}

type InputOptions = ReadonlyMap<string, Readonly<Record<string, unknown>> | null>;

function unknownName(path: string | readonly string[], text: string, known: readonly string[]) {
  const name = namesInText(text).find((one) => !known.includes(one));
  if (name === undefined) return undefined;
  const others = known.length > 0 ? `; ${known.map((one) => `{${one}}`).join(', ')} do` : '';
  return { path: [path].flat(), message: `{${name}} stands for nothing${others}` };
}

/** The variables that typed options set beside their own value. */
function variablesOf(options: InputOptions): string[] {
  const own = ['_', 'default', 'until', 'needs'];
  return [...options.values()].flatMap((option) => Object.keys(option ?? {})).filter((name) => !own.includes(name));
}
