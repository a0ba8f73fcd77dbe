import type { Tokens } from 'marked';
import { expect, test } from 'vitest';
import { parseMarkdown, placedTokens } from './markdown.ts';

/** Every piece of code here says on which line it begins; a fence does with its opening. */
const TEXT = `# \`1\`

para \`3\`
goes on \`4\` and
<!-- a comment

\`not here\` --> nor here
- \`8\`
  - \`9\`
    \`10\`

    \`\`\`x
    12
    \`\`\`
-
  \`16\`
- [ ] \`17\`

> quote \`19\`
>
> - \`21\`
>   \`\`\`x
>   22
>   \`\`\`

[ref]: https://a.example

| \`28\` | b |
|---|---|
| c | \`30\` |
| \`31\` |

\`33\`
====

    36

1) a

   b \`40\`
***
\`42\`
`;

test('every token knows its line, in lists, quotes, tables and after comments', () => {
  const code = [...placedTokens(parseMarkdown(TEXT))].flatMap(({ token, line }) => {
    return /^code/.test(token.type) ? [[Number((token as Tokens.Code).text), line]] : [];
  });
  expect(code).toEqual(code.map(([said]) => [said, said]));
  expect(code).toHaveLength([...TEXT.matchAll(/`\d+`|^[> ]+\d+$/gm)].length);
});

test('and Windows line ends change none', () => {
  const places = (text: string) => [...placedTokens(parseMarkdown(text))].map(({ line }) => line);
  expect(places(TEXT.replaceAll('\n', '\r\n'))).toEqual(places(TEXT));
});
