import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PortalTest, statusOf } from './portal-test.ts';

const portalYaml = `site: { url: https://mirrors.example.org, abbr: EXAMPLE }
sources:
  - { type: mirrorz, file: mirrorz.json }
`;

function withMirrors(...mirrors: unknown[]): PortalTest {
  const document = { site: { url: 'https://mirrors.example.org', abbr: 'EXAMPLE' }, info: [], mirrors };
  return PortalTest.from()
    .write('content/portal.yaml', portalYaml)
    .write('content/mirrorz.json', JSON.stringify(document));
}

const good = { cname: 'debian', url: '/debian', status: 'S1700000000' };

async function printed(portal: PortalTest): Promise<string> {
  const { code, stderr } = await portal.run('build');
  expect(code).not.toBe(1);
  expect(statusOf(portal).has('debian')).toBe(true);
  return stderr;
}

test('broken YAML in a mirror’s file', async () => {
  const portal = withMirrors(good).write('content/mirrors/debian.yaml', 'name: [Debian\ndesc: x\n');
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/mirrors/debian.yaml:2:1: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] [broken-yaml]
      fix: Correct the line; indent with spaces, and quote texts that contain ": ".
    "
  `);
});

test('an unknown key in portal.yaml', async () => {
  const portal = withMirrors(good).edit('content/portal.yaml', 'sources:', 'langauges: [zh]\nsources:');
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/portal.yaml:2:1: error: key "langauges" is not known [unknown-key]
      fix: Did you mean "languages"? Use one of site, languages, timeZone, disk, endpoints, look, nav, frequent, footer, sponsors, help, deploy, history, hold, notify, serve, downloads, survey, ignore, sources.
    "
  `);
});

test('a source of a type that is not known', async () => {
  const portal = withMirrors(good).edit(
    'content/portal.yaml',
    'sources:',
    'sources:\n  - { type: tunasink, file: x.json }',
  );
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/portal.yaml:3:13: error: sources.0.type: invalid discriminator value. Expected 'mirrorz' | 'tunasync' | 'yuki' | 'lug' | 'isoinfo' | 'list' | 'demo' [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    "
  `);
});

test('a value of the wrong kind', async () => {
  const portal = withMirrors(good).edit('content/portal.yaml', 'sources:', 'timeZone: Mars/Olympus\nsources:');
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/portal.yaml:2:11: error: timeZone: expected the name of a time zone, such as Asia/Shanghai [bad-value]
      fix: See docs/reference/ for every key and an example; the value is left out until then.
    "
  `);
});

test('a mirror with an empty cname', async () => {
  expect(await printed(withMirrors(good, { cname: ' ', url: '/x', status: 'U' }))).toMatchInlineSnapshot(`
    "source mirrorz: mirrors[1].cname: warning: a mirror has an empty cname [empty-cname]
      fix: Give it a cname; it is left out until then.
    "
  `);
});

test('a mirror listed twice', async () => {
  expect(
    await printed(withMirrors(good, { cname: 'debian', url: '/mirror/debian', status: 'U' })),
  ).toMatchInlineSnapshot(`
    "source mirrorz: mirrors[1]: warning: mirror "debian" is listed more than once [duplicate-cname]
      fix: List it once; until then it has all of the addresses, and the state of the first one.
    "
  `);
});

test('a mirror called __proto__', async () => {
  const portal = withMirrors(good, { cname: '__proto__', url: '/__proto__', status: 'S1700000000' });
  expect(await printed(portal)).toBe('');
  expect(statusOf(portal).get('__proto__')).toMatchObject({ state: 'success', cname: '__proto__' });
});

test.each(['help', 'status', 'en', 'mirrorz.json', 'API'])('a mirror at /%s', async (name) => {
  const portal = withMirrors(good, { cname: name, url: `/${name}`, status: 'U' });
  expect(await printed(portal)).toContain(
    `source mirrorz: mirrors[1]: warning: mirror "${name}" is at "/${name}", which is an address of the portal itself [reserved-address]`,
  );
  // Listed with its state, and without a link.
  expect(statusOf(portal).get(name)).toMatchObject({ state: 'unknown', addresses: [] });
});

test('mirrors that differ in case only', async () => {
  const portal = withMirrors(good, { cname: 'Debian', url: '/Debian', status: 'U' });
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "source mirrorz: mirrors[1]: warning: mirrors "debian" and "Debian" differ in case only [case-twins]
      fix: Use one spelling, or map one to the other in cname.json; both are shown until then.
    "
  `);
  expect(statusOf(portal).size).toBe(2);
});

test('a mirror without an address, and one that is no object', async () => {
  expect(await printed(withMirrors({ cname: 'alpine' }, 'alpine', good))).toMatchInlineSnapshot(`
    "source mirrorz: mirrors[0]: error: mirror {"cname":"alpine"} cannot be used: url: expected string, but it is missing [mirror-unusable]
      fix: Correct it: cname and url must be texts; it is left out until then.
    source mirrorz: mirrors[1]: error: mirror "alpine" cannot be used: expected object, received string [mirror-unusable]
      fix: Correct it: cname and url must be texts; it is left out until then.
    "
  `);
});

test('an address that a page must not link to', async () => {
  const portal = withMirrors(good, {
    cname: 'evil',
    url: 'javascript:alert(1)',
    status: 'U',
    help: 'data:text/html,x',
  });
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "source mirrorz: mirrors[1]: error: mirror "evil": "javascript:alert(1)" is not an address that a page may link to [unsafe-link]
      fix: Use an http, https, ftp, rsync or git address; until then the mirror is shown without this link.
    source mirrorz: mirrors[1]: error: help "data:text/html,x" is not an address that a page may link to [unsafe-link]
      fix: Use an http or https address; the link is left out.
    "
  `);
  expect(portal.read('out/index.html')).not.toContain('javascript:');
});

test.each([
  '',
  'Frsync error',
  '\u0000\u001b[31mS',
  'S1S2S3',
  '💥',
  'x'.repeat(100_000),
  'S-5',
  'FundefinedO1654139972',
])('a status of any bytes: %j', async (status) => {
  const portal = withMirrors(good, { cname: 'alpine', url: '/alpine', status });
  const text = await printed(portal);
  expect(text).toMatch(/source mirrorz: mirrors\[1\]\.status: warning: .*\[status-(grammar|time)\]\n {2}fix: /);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not be there
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  expect(statusOf(portal).has('alpine')).toBe(true);
});

test('names with slashes, spaces, dots and Chinese get addresses that are the same each time', async () => {
  const names = ['git/linux.git', 'Arch Linux', '优麒麟', '..', 'node.js', 'con'];
  const portal = withMirrors(good, ...names.map((cname) => ({ cname, url: `/m/${cname}`, status: 'U' })));
  for (const name of names) portal.write(`content/help/${name === '..' ? 'dots' : name}/index.zh.md`, '# x\n');
  await portal.build();
  const first = [...portal.files('out').keys()].filter((file) => /^help\/.*index\.html$/.test(file));
  expect(first).toMatchInlineSnapshot(`
    [
      "help/Arch-Linux-1en8agfq/index.html",
      "help/con-3qoon8oy/index.html",
      "help/debian/index.html",
      "help/git-linux-git-24y35jng/index.html",
      "help/index.html",
      "help/mirror-1mqkcmkw/index.html",
      "help/node.js/index.html",
    ]
  `);
});

test('markup in every text field is shown, never obeyed', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
  const portal = withMirrors(good, {
    cname: hostile,
    url: '/x',
    status: hostile,
    desc: hostile,
    help: `/${hostile}`,
    upstream: hostile,
    size: hostile,
  }).write(
    'content/help/debian/index.zh.md',
    `# x\n\n${hostile}\n\n[a](javascript:alert(1)) <iframe src="//x"></iframe>\n`,
  );
  await portal.run('build');
  for (const [file, { text }] of portal.files('out')) {
    const tags = text.replace(/="[^"]*"/g, '');
    if (file.endsWith('.html')) expect(tags, file).not.toMatch(/<script>|<img[^>]*onerror|<iframe|javascript:/);
  }
});

test('every problem is in the JSON form with code, level, place and fix', async () => {
  const portal = withMirrors(good, { cname: '', url: '', status: '' }).write('content/mirrors/x.yaml', 'a: [');
  const { problems } = await portal.build();
  expect(problems.length).toBeGreaterThan(1);
  for (const problem of problems) {
    expect(problem).toMatchObject({
      code: expect.any(String),
      level: expect.stringMatching(/^(error|warning)$/),
      place: expect.any(Object),
      says: expect.stringMatching(/^\P{Lu}.*[^.]$/su),
      fix: expect.stringMatching(/^\p{Lu}.*\.$/su),
    });
  }
});

test('broken YAML in portal.yaml is named before the failure', async () => {
  const portal = withMirrors(good).write('content/portal.yaml', 'site: { url: [\n');
  const { code, stderr } = await portal.run('build');
  expect(code).toBe(1);
  expect(stderr).toMatchInlineSnapshot(`
    "content/portal.yaml:2:1: error: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] [broken-yaml]
      fix: Correct the line; indent with spaces, and quote texts that contain ": ".
    heliostat: content/portal.yaml: the site has no url and no abbr; write \`site: { url: …, abbr: … }\` there
    "
  `);
});

test('a link that leads nowhere among the content', async () => {
  const portal = withMirrors(good).write('content/mirrors/alpine.yaml', 'url: /alpine\n');
  symlinkSync('/nonexistent', join(portal.root, 'content/mirrors/gone.yaml'));
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/mirrors/gone.yaml: error: the file cannot be read [unreadable-file]
      fix: Give the user who builds permission to read it.
    "
  `);
});

test('an unknown key in the list of a demo source', async () => {
  const portal = withMirrors(good)
    .edit('content/portal.yaml', 'sources:', 'sources:\n  - { type: demo, file: demo.yaml }')
    .write(
      'content/demo.yaml',
      'jobs:\n  - { name: alpine, upstream: rsync://upstream.example.org/alpine/, szie: 1T }\n',
    );
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/demo.yaml:2:69: error: key "szie" is not known [unknown-key]
      fix: Did you mean "size"? Use one of name, upstream, size, everyMinutes, takesMinutes, ends, brokenForHours.
    "
  `);
  expect(statusOf(portal).has('alpine')).toBe(true);
});

test('of several addresses the first that can be linked to counts, everywhere', async () => {
  const portal = withMirrors(
    good,
    { cname: 'two', url: 'javascript:alert(1)', status: 'U' },
    { cname: 'two', url: '/two/', status: 'U' },
  );
  await portal.build();
  expect(portal.read('out/mirrorz.json')).not.toContain('javascript:');
  expect(statusOf(portal).get('two')).toMatchObject({ url: 'https://mirrors.example.org/two/' });
});

test('a size and a help address that are none, in a mirror’s own file', async () => {
  const portal = withMirrors(good).write('content/mirrors/debian.yaml', 'size: huge\nhelp: javascript:alert(1)\n');
  expect(await printed(portal)).toMatchInlineSnapshot(`
    "content/mirrors/debian.yaml: error: help "javascript:alert(1)" is not an address that a page may link to [unsafe-link]
      fix: Use an http or https address; the link is left out.
    content/mirrors/debian.yaml: warning: "huge" is not a valid size [odd-size]
      fix: Leave it out, or write a number with a unit, such as 1.2T.
    "
  `);
});

test('more mirrors than any site has are refused, and the last answer stays', async () => {
  const portal = PortalTest.from()
    .write(
      'content/portal.yaml',
      'site: { url: https://mirrors.example.org, abbr: EXAMPLE }\nsources: [{ type: tunasync, file: jobs.json }]\n',
    )
    .write('content/jobs.json', JSON.stringify([{ name: 'debian', status: 'success', last_update_ts: 1786190000 }]));
  await portal.build();
  const rows = Array.from({ length: 60_000 }, (_, index) => ({ name: `m${index}`, status: 'success' }));
  portal.write('content/jobs.json', JSON.stringify(rows));
  const { problems } = await portal.build();
  expect(problems.map(({ says }) => says).join()).toContain('it lists 60000 mirrors, and 50,000 are the most');
  expect([...statusOf(portal).keys()]).toEqual(['debian']);
});

test('a text of a megabyte in one row costs that row alone', async () => {
  const huge = 'x'.repeat(1_000_000);
  const portal = withMirrors(good, {
    cname: 'huge',
    url: '/huge',
    status: 'U',
    size: huge,
    desc: huge,
    upstream: huge,
  });
  const { problems } = await portal.build();
  expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['odd-size', 'text-too-long']));
  for (const [file, { text }] of portal.files('out')) expect(text.length, file).toBeLessThan(400_000);
});
