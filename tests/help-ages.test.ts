import { expect, test } from 'vitest';
import { problemsToText } from '../src/base/problem-report.ts';
import type { Problem } from '../src/base/problems.ts';
import { PortalTest } from './portal-test.ts';

/* Help that grows old: the page says until when an option is supported, and `check` warns in time. */

const YAML = `_: Star
checked: 2026-08-01
source: [https://star.example/releases, http://dates.example:8080/]
input:
  release:
    _: Release
    option:
      '10': { _: 10 (vega), until: 2026-08-08 }
      '9': { _: 9 (deneb), until: 2026-08-07 }
      '11': { _: 11 (altair) }
`;

/** A site in Shanghai that has star, with help in two languages. */
function star(): PortalTest {
  const text = '```{ztmpl lang="ini" input="release" path="/etc/star"}\n{{release}}\n```\n';
  return PortalTest.from()
    .write(
      'content/portal.yaml',
      'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nlanguages: [en, zh]\ntimeZone: Asia/Shanghai\n',
    )
    .write('content/mirrors/star.yaml', 'url: /star\n')
    .write('content/help/star/en.yaml', YAML)
    .write('content/help/star/index.en.md', text)
    .write('content/help/star/zh.yaml', YAML)
    .write('content/help/star/index.zh.md', text);
}

const options = (html: string) => [...html.matchAll(/<option value="\d+"[^>]*>([^<]*)/g)].map(([, text]) => text);

/** The last minute of the eighth of August in Shanghai, and the first one of the ninth. */
const [eighth, ninth] = ['2026-08-08T15:59:00Z', '2026-08-08T16:01:00Z'];

test('a page says until when an option is supported, by the day of the portal, and changes with it', async () => {
  const portal = star();
  const { problems } = await portal.build(`--now=${eighth}`);
  expect(problems).toEqual([]);
  const html = portal.read('out/help/star/index.html');
  expect(options(html)).toEqual([
    '10 (vega), supported until 2026-08-08',
    '9 (deneb), support ended on 2026-08-07',
    '11 (altair)',
  ]);
  expect(html).toContain('>9 (deneb), support ended on 2026-08-07</a>');
  expect(options(portal.read('out/zh/help/star/index.html'))).toEqual([
    '10 (vega)，支持至 2026-08-08',
    '9 (deneb)，支持已于 2026-08-07 结束',
    '11 (altair)',
  ]);
  expect(portal.read('out/help/star/files/9/star')).toBe('9\n');
  const before = portal.files('out/help/star/files');
  // The first run after the last one recorded something is a whole one anyway.
  await portal.build(`--now=${eighth}`);
  await portal.build(`--now=${ninth}`);
  expect(options(portal.read('out/help/star/index.html'))[0]).toBe('10 (vega), support ended on 2026-08-08');
  expect(portal.files('out/help/star/files')).toEqual(before);
});

test('it says when somebody went through it, and links where its releases are from', async () => {
  const portal = star();
  await portal.build();
  const html = portal.read('out/help/star/index.html');
  expect(html).toContain('This page was last reviewed on 2026-08-01.');
  expect(html).toMatch(
    /Sources: <a href="https:\/\/star\.example\/releases">star\.example<\/a>, <a href="http:\/\/dates\.example:8080\/">dates\.example:8080<\/a>/,
  );
  portal.edit('content/help/star/en.yaml', 'https://star.example/releases', 'javascript:alert(1)');
  const { run, problems } = await portal.build();
  expect(run.code).toBe(3);
  expect(problemsToText(problems)).toMatchInlineSnapshot(`
    "content/help/star/en.yaml:3:10: error: source.0: expected an address that begins with https:// or http:// [bad-value]
      fix: See docs/help-format.md for every key and an example; the value is left out until then."
  `);
  expect(portal.read('out/help/star/index.html')).not.toContain('javascript:alert');
});

test('check warns of what ends soon, and of what nobody went through for long; builds do not', async () => {
  const portal = star();
  const now = '--now=2026-07-20T00:00:00Z';
  const check = async (time: string) => JSON.parse((await portal.run('check', '--json', time)).stdout) as Problem[];
  expect(problemsToText(await check(now))).toMatchInlineSnapshot(`
    "content/help/star/en.yaml: warning: in the help of "star", support of "10" (release) ends on 2026-08-08 [help-support-ends]
      fix: Offer what replaces it: update Heliostat, or write the input release in help/star/<language>.yaml.
    content/help/star/en.yaml: warning: in the help of "star", support of "9" (release) ends on 2026-08-07 [help-support-ends]
      fix: Offer what replaces it: update Heliostat, or write the input release in help/star/<language>.yaml."
  `);
  expect((await portal.build(now)).problems).toEqual([]);
  expect(problemsToText(await check('--now=2026-11-30T00:00:00Z'))).toMatchInlineSnapshot(`
    "content/help/star/en.yaml: warning: 1 help document was last checked more than 120 days ago: star [help-check-old]
      fix: Update Heliostat; for your own documents, go through them and set \`checked\` to that day."
  `);
  expect((await portal.run('check', '--now=2026-11-30T00:00:00Z')).code).toBe(0);
});
