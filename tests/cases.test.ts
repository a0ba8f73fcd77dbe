import { cpSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout, PortalTest, statusOf } from './portal-test.ts';

/*
 * Small inputs that once failed; tests/cases/README.md says what is right for each. The cases of one part of the program
 * are beside that part's other tests.
 */

const now = '--now=2026-08-08T13:52:33Z';

/** A portal whose content is that of a case, with files as old as the moment. */
function caseOf(name: string, portal = PortalTest.from()): PortalTest {
  cpSync(join(checkout, 'tests/cases', name), join(portal.root, 'content'), { recursive: true });
  const time = new Date('2026-08-08T13:50:00Z');
  for (const file of readdirSync(join(portal.root, 'content')))
    utimesSync(join(portal.root, 'content', file), time, time);
  return portal;
}

/** Build a case. */
async function built(name: string) {
  const portal = caseOf(name);
  const { run, problems } = await portal.build(now);
  const rows = (portal.has('out/mirrorz.json') ? JSON.parse(portal.read('out/mirrorz.json')).mirrors : []) as {
    cname: string;
    status: string;
    url: string;
  }[];
  return { portal, code: run.code, problems, codes: problems.map(({ code }) => code), rows };
}

test('02: a size that nothing can count is none, and all else is as usual', async () => {
  const { portal, code, codes } = await built('02-size-8PiB');
  expect([code, codes]).toEqual([0, ['odd-size']]);
  for (const mirror of statusOf(portal).values()) expect(JSON.stringify(mirror)).not.toContain('16E');
  expect(statusOf(portal).size).toBeGreaterThan(0);
});

test.each(['mirrorz', 'yuki', 'lug'])(
  '03: the last success of a failing mirror of %s is told to the federation',
  async (source) => {
    const { rows } = await built(`03-last-success-lost-${source}`);
    expect(rows.length).toBeGreaterThan(0);
    // The format has O beside F and Y alone.
    for (const { status } of rows) expect(status).toMatch(/^([FY]\d*O\d{10}|[^FY])/);
  },
);

test('04: a state stays with its address', async () => {
  const { portal, rows } = await built('04-state-of-another-address');
  const [mirror] = statusOf(portal).values();
  expect(mirror).toMatchObject({ url: expect.stringContaining('/lantern-isos/'), state: 'failed' });
  expect(rows).toMatchObject([{ url: '/lantern-isos', status: 'F1786186406O1786078339' }]);
});

test('05: aliases below a mirror have its state, no size, and count in no total', async () => {
  const { portal } = await built('05-alias-counts-twice');
  expect(portal.read('out/index.html')).toContain('4.55 TiB in all');
  for (const cname of ['editor', 'player']) {
    expect(statusOf(portal).get(cname)).toMatchObject({ state: 'success', lastSuccess: expect.any(String) });
    expect(statusOf(portal).get(cname)!.size).toBeUndefined();
  }
});

test('06: sentences say what is known and no more', async () => {
  const { portal } = await built('06-sentences');
  for (const [file, { text }] of portal.files('out/status')) {
    if (!/^[^~/]+\/index\.html$/.test(file)) continue;
    const said = /<p data-sentences[^>]*>([^<]*)/.exec(text)![1]!;
    const isKnown = text.includes('data-time="lastSuccess"');
    if (!isKnown) expect(said, file).not.toMatch(/recent enough|last successful|时间较近|上次成功的|上次成功同步/);
  }
});

test('07: a time in milliseconds is none, and told at its job', async () => {
  const { portal, problems } = await built('07-milliseconds');
  const times = problems.filter(({ code }) => code === 'status-time');
  expect(times.length).toBeGreaterThan(0);
  for (const { place } of times) expect(place.path).toMatch(/^\["/);
  expect(portal.read('out/api/status.json')).not.toContain('+0');
});

test('09: a time ahead of the clock is told, and freshness is not judged by it', async () => {
  const { portal, codes } = await built('09-clock-ahead');
  expect(codes).toContain('time-ahead');
  for (const mirror of statusOf(portal).values()) expect(mirror.freshness).toBeUndefined();
});

test('10: a success that the source forgot is that of the history', async () => {
  const portal = caseOf('10-yuki-forgets-1');
  await portal.build(now);
  const before = [...statusOf(portal).values()].map(({ lastSuccess }) => lastSuccess);
  caseOf('10-yuki-forgets-2', portal);
  await portal.build('--now=2026-08-08T14:52:33Z');
  const after = [...statusOf(portal).values()].map(({ lastSuccess }) => lastSuccess);
  expect(before).toEqual([expect.any(String)]);
  expect(after).toEqual(before);
});

test('20: two inputs of one site tell of each mirror once', async () => {
  const real = process.env.HELIOSTAT_REAL_DATA;
  const portal = caseOf('20-two-inputs-of-one-site');
  if (real) {
    cpSync(join(real, 'mirrorz/tuna.json'), join(portal.root, 'content/mirrorz.json'));
    cpSync(join(real, 'tunasync/tuna-2026-08-08.converted.json'), join(portal.root, 'content/jobs.json'));
  } else {
    const row = { cname: 'deb-multimedia', options_name: 'debian-multimedia', url: '/debian-multimedia', status: 'U' };
    writeFileSync(
      join(portal.root, 'content/mirrorz.json'),
      JSON.stringify({ site: { url: 'https://mirrors.tuna.tsinghua.edu.cn', abbr: 'TUNA' }, info: [], mirrors: [row] }),
    );
    const job = { name: 'debian-multimedia', status: 'success', last_update_ts: 1786190000 };
    writeFileSync(join(portal.root, 'content/jobs.json'), JSON.stringify([job]));
  }
  const { run, problems } = await portal.build(now);
  expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  expect(run.code).toBe(0);
  const names = [...statusOf(portal).keys()].filter((name) => name.includes('multimedia'));
  expect(names).toEqual(['deb-multimedia']);
});

test.each(['23-surrogate-twins', '24-late-stamp'])('%s: a problem at the row, and the site as usual', async (name) => {
  const { portal, code, codes } = await built(name);
  expect(code).not.toBe(1);
  expect(codes.length).toBeGreaterThan(0);
  expect(portal.has('out/index.html')).toBe(true);
  expect(readFileSync(join(portal.root, 'out/api/status.json'), 'utf8').isWellFormed()).toBe(true);
});

test('12: a site of plain http is told no https lines of its own, in any page, file or text of the whole library', async () => {
  const portal = caseOf('12-http-only');
  for (const cname of readdirSync(join(checkout, 'content/library/help')))
    portal.write(`content/mirrors/${cname}.yaml`, `url: /${cname}\n`);
  const { run } = await portal.build(now);
  expect(run.code).toBe(0);
  const texts = [...portal.files('out/help').keys()].map((file) => `help/${file}`);
  expect(texts.length).toBeGreaterThan(300);
  expect(texts.filter((file) => portal.read(`out/${file}`).includes('https://10.0.0.5'))).toEqual([]);
  // Nobody can choose it, either.
  expect(texts.filter((file) => portal.read(`out/${file}`).includes('value="https"'))).toEqual([]);
  expect(portal.read('out/help/pypi/files/pip.conf')).toBe(
    '[global]\nindex-url = http://10.0.0.5/pypi/simple\ntrusted-host = 10.0.0.5\n',
  );
  expect(portal.read('out/help/npm/index.txt')).toContain('unsafeHttpWhitelist --json \'["10.0.0.5"]\'');
});

test('18: lines of centos and debian lead to no mirror that the site lacks', async () => {
  const { portal, code } = await built('18-centos-vault-not-carried');
  expect(code).toBe(0);
  for (const [file, { text }] of portal.files('out/help'))
    expect(text, file).not.toMatch(/m\.example\.org\/(centos-vault|debian-security)/);
  const file = portal.read('out/help/centos/files/7/centos-mirror.repo');
  expect(file).toContain('# This site does not have centos-vault');
  expect(file).toContain('baseurl=https://m.example.org/centos/7.9.2009/os/$basearch/');
  expect(portal.read('out/help/debian/index.html')).not.toContain('name="security"');
  portal.write('content/mirrors/centos-vault.yaml', 'url: /vault\n');
  portal.write('content/mirrors/debian-security.yaml', 'url: /debian-security\n');
  await portal.build(now);
  expect(portal.read('out/help/centos/files/7/centos-mirror.repo')).toMatch(
    /^\[base\]\n.*\nbaseurl=https:\/\/m\.example\.org\/vault\/7\.9\.2009\/os\//,
  );
  expect(portal.read('out/help/debian/index.html')).toContain('name="security"');
});

test('25: a name that no file system can hold is in no configuration, and told', async () => {
  const { portal, codes } = await built('25-long-name');
  expect(codes).toContain('text-too-long');
  for (const [, { text }] of portal.files('config-out')) expect(text).not.toMatch(/w{200}/i);
});

test.each(['emph', 'quote'])('26: a document of deep %s is left out and told, and the site is built', async (kind) => {
  const { portal, code, codes } = await built(`26-deep/${kind}`);
  expect([code, codes]).toEqual([3, expect.arrayContaining(['help-too-complex'])]);
  expect(portal.read('out/index.html')).toContain('alpha');
});

test('14: each file that nothing reads is told with the name that was meant', async () => {
  const portal = caseOf('14-unread-files');
  const { code, stdout } = await portal.run('check', '--strict', '--json', now);
  const problems = JSON.parse(stdout) as { code: string; place: { file: string }; fix: string }[];
  expect([code, new Set(problems.map(({ code }) => code))]).toEqual([3, new Set(['unread-file'])]);
  const told = problems.map(({ place, fix }) => [place.file.split('content/')[1], fix]);
  expect(Object.fromEntries(told)).toMatchInlineSnapshot(`
    {
      "cname.yaml": "Did you mean cname.json? Rename it, or move it out of the content folder.",
      "help/debian/index.en-US.md": "Did you mean help/debian/index.en.md? Rename it, or move it out of the content folder.",
      "help/debian/index.md": "Did you mean help/debian/index.en.md? Rename it, or move it out of the content folder.",
      "mirrors/ubuntu.yml": "Did you mean mirrors/ubuntu.yaml? Rename it, or move it out of the content folder.",
      "news/2026-01-01-x.markdown": "Did you mean news/2026-01-01-x.en.md? Rename it, or move it out of the content folder.",
      "pages/about.en-GB.md": "Did you mean pages/about.en.md? Rename it, or move it out of the content folder.",
      "pages/about.md": "Did you mean pages/about.en.md? Rename it, or move it out of the content folder.",
      "portal.yml": "Did you mean portal.yaml? That one exists too: merge this one into it, and remove this one.",
    }
  `);
  expect((await portal.build(now)).problems).toEqual(problems);
});

test('15: a portal.yml is told where there is no portal.yaml', async () => {
  const { code, stderr } = await caseOf('15-yml-only').run('build', now);
  expect(code).toBe(1);
  expect(stderr).toMatchInlineSnapshot(`
    "heliostat: there is no content/portal.yaml; did you mean portal.yml? Rename it
    "
  `);
});

test('21: a mirror and help of names that nobody else knows are told, once every source has answered', async () => {
  const portal = caseOf('21-ghost-mirror');
  const namesTold = ({ problems }: Awaited<ReturnType<PortalTest['build']>>) =>
    problems
      .filter(({ code }) => ['mirror-without-source', 'help-without-mirror'].includes(code))
      .map(({ code, says, fix }) => `${code}: ${says}. ${fix.split('? ')[0]}?`);
  expect(namesTold(await portal.build(now))).toEqual([]);
  const jobs = ['debian', 'ubuntu'].map((name) => ({ name, status: 'success', last_update_ts: 1786190000 }));
  portal.write('content/jobs.json', JSON.stringify(jobs));
  const told = namesTold(await portal.build(now));
  expect(told).toMatchInlineSnapshot(`
    [
      "mirror-without-source: no source lists a mirror "debiann". Did you mean "debian"?",
      "help-without-mirror: there is help for "debain", which is not on this site. Did you mean "debian"?",
    ]
  `);
  // A source that is silent is known by what it last said.
  rmSync(join(portal.root, 'content/jobs.json'));
  expect(namesTold(await portal.build(now))).toEqual(told);
});
