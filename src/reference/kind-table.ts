import { textIn } from '../base/localized.ts';
import type { Kind, Stamp } from '../model/kind.ts';

/** docs/reference/kinds.md: what a survey reads in each kind of tree of the library. */
export function kindsToText(kinds: Iterable<Kind>): string {
  const rows = [...kinds].map(kindToRow);
  return [
    '# Kinds of trees',
    '<!-- Generated from content/library/kinds/; edit the files there. -->',
    'What a [survey](../survey.md) reads in each kind of tree. A file of the same name in `kinds/` of the content folder overrides a kind [key by key](kind.md).',
    [
      '| kind | cnames | age from | valid until | has to be there | normal lag |',
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n'),
    '',
  ].join('\n\n');
}

function kindToRow({ name, title, names, stamps, expires, whole, indexes, behindHours }: Kind): string {
  const cells = [
    `\`${name}\`: ${textIn(title, 'en')}`,
    names.map(code).join(', '),
    stamps.map(stampToText).join('; '),
    expires.map(({ file, ...reading }) => stampToText({ file, ...reading })).join('; '),
    [...whole.map(code), ...indexes.map(({ file }) => `what ${code(file)} lists`)].join(', '),
    `${behindHours} h`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A stamp, and where in it the time is. */
function stampToText({ file, field, json, xml, match, from }: Stamp): string {
  const [at] = [field, json, xml, match].filter((part) => part !== undefined);
  if (from === 'commit') return `last commit of ${code(file.replace(/\/?HEAD$/, '') || '.')}`;
  if (from === 'modified') return `time of ${code(file)}`;
  return at === undefined ? code(file) : `${code(at)} in ${code(file)}`;
}

/** A bar would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}
