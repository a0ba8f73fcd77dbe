import { expect, test } from 'vitest';
import { reportLink } from './report-link.ts';

test.each([
  ['mailto:mirrors@example.org', 'mailto:mirrors@example.org?subject=debian%20%26%20co&body=It%20is%20old.'],
  [
    'https://github.com/example/mirrors/issues',
    'https://github.com/example/mirrors/issues/new?title=debian+%26+co&body=It+is+old.',
  ],
  [
    'https://github.com/example/mirrors/issues/new',
    'https://github.com/example/mirrors/issues/new?title=debian+%26+co&body=It+is+old.',
  ],
  [
    'https://gitlab.example.org/ops/mirrors/-/issues',
    'https://gitlab.example.org/ops/mirrors/-/issues/new?issue%5Btitle%5D=debian+%26+co&issue%5Bdescription%5D=It+is+old.',
  ],
  ['https://www.example.org/contact', 'https://www.example.org/contact'],
  ['javascript:alert(1)', undefined],
  [undefined, undefined],
])('a problem is reported at %s as %s', (issue, link) =>
  expect(reportLink(issue, 'debian & co', 'It is old.')).toBe(link),
);
