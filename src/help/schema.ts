import * as z from 'zod';
import { fitsText, LONGEST_TEXT, patternFault, type TextKind, textKinds } from '../model/text-values.ts';
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

const option = variables.extend({
  until: z.iso.date().nullish().describe('Last day on which the project supports it. Example: `2028-06-30`'),
  needs: needs.describe('Mirrors without which a site does not offer the option: a cname or a list'),
});

const switched = z.union([value, variables], { error: 'expected a text, or variables by name' });

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
    pattern: z
      .string()
      .optional()
      .describe('A regular expression that the whole text must match too. Example: `[0-9]+\\.[0-9]+`'),
    default: z
      .union([z.string(), z.boolean()], { error: 'expected a text, true or false' })
      .optional()
      .describe('Key of an option, true or false, or the text. Default: the first option; off; empty'),
  })
  .superRefine((input, context) => {
    const ownPatternFault = input.pattern === undefined ? undefined : patternFault(input.pattern);
    if (ownPatternFault) return context.addIssue({ code: 'custom', path: ['pattern'], message: ownPatternFault });
    const fault = faultOfDefault(input);
    if (fault) context.addIssue({ code: 'custom', path: ['default'], message: fault });
  });

export type InputContent = z.infer<typeof inputSchema>;

/**
 * `<cname>/<language>.yaml` of one layer. Every key may be missing, and null takes away what the layers below say.
 * Keys that are not known are passed over, as sites share documents with keys of their own.
 */
export const helpSchema = z.object({
  _: z.string().nullish().describe('Title. Example: `Ubuntu`. Default: the cname'),
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
