import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { PortalTest, type Run } from './portal-test.ts';

const array = `---
title: "Disks <script>alert(1)</script>, and \\"more\\""
level: outage
affects: { mirrors: [debian] }
from: 2026-08-08 18:00
until: 2026-08-08 22:00
---
Being [rebuilt](/status/debian/). <script>alert(2)</script><img src=x onerror=alert(3)>

## 2026-08-08 19:00 Cause <b onclick=alert(4)>found</b>

A fault.
`;
const power = `---
title: 停电，全站停止服务; 请提前同步
level: maintenance
from: 2026-08-11 08:00
until: 2026-08-11 12:30
---
机房停电。
`;

/** The source of the site that does not answer. */
const SILENT = '  - { type: tunasync, url: http://127.0.0.1:1/jobs }\n';

/** A site of debian and goproxy whose array is broken for some hours, and whose power is off some days later. */
function troubled(): PortalTest {
  return PortalTest.from('two-mirrors')
    .write('content/incidents/2026-08-08-array.en.md', array)
    .write('content/incidents/2026-08-08-array.zh.md', '---\ntitle: 磁盘故障\n---\n正在重建。\n')
    .write('content/incidents/2026-08-11-power.zh.md', power)
    .edit('content/portal.yaml', SILENT, '');
}

const at = async (portal: PortalTest, now: string) => portal.build(`--now=${now}`);
const bannersOf = (portal: PortalTest, file: string) =>
  [...portal.read(`out/${file}`).matchAll(/<li data-level="(\w+)"( class="brief")?>.*?<a [^>]*>(.*?)<\/a>/gs)].map(
    ([, level, brief, title]) => `${level}${brief ? ', brief' : ''}: ${title}`,
  );
const hasNavigation = (portal: PortalTest) =>
  /<header.*href="\/incidents\/".*<\/header>/s.test(portal.read('out/404.html'));
const mirrorz = (portal: PortalTest) => {
  const { mirrors } = JSON.parse(portal.read('out/mirrorz.json')) as { mirrors: { cname: string; status: string }[] };
  return Object.fromEntries(mirrors.map(({ cname, status }) => [cname, status]));
};

test('an incident is announced where it matters, while it lasts', async () => {
  const portal = troubled();
  const { problems } = await at(portal, '2026-08-08T10:00:00Z');
  expect(problems).toEqual([]);
  const [outage, maintenance] = ['outage: 磁盘故障', 'maintenance: 停电，全站停止服务; 请提前同步'];
  expect(bannersOf(portal, 'status/debian/index.html')).toEqual([outage, maintenance]);
  expect(bannersOf(portal, 'help/debian/index.html')).toEqual([outage, maintenance]);
  expect(bannersOf(portal, 'index.html')).toEqual(['outage, brief: 磁盘故障', maintenance]);
  expect(bannersOf(portal, 'status/index.html')).toEqual(['outage, brief: 磁盘故障', maintenance]);
  expect(bannersOf(portal, 'about/index.html')).toEqual([maintenance]);
  expect(bannersOf(portal, 'status/goproxy/index.html')).toEqual([maintenance]);
  expect(portal.read('out/status/index.html')).toContain('href="/incidents/"');
  expect(hasNavigation(portal)).toBe(true);
});

test('it goes by the clock alone, and its page says how long it lasted', async () => {
  const portal = troubled();
  await at(portal, '2026-08-08T13:59:00Z');
  expect(bannersOf(portal, 'status/debian/index.html')).toHaveLength(2);
  await at(portal, '2026-08-08T14:00:00Z');
  expect(bannersOf(portal, 'status/debian/index.html')).toHaveLength(1);
  expect(portal.read('out/en/incidents/2026-08-08-array/index.html')).toContain('over, lasted 4 h');
  await at(portal, '2026-08-11T04:30:00Z');
  expect(bannersOf(portal, 'index.html')).toEqual([]);
  expect(hasNavigation(portal)).toBe(false);
  expect(portal.read('out/incidents/index.html')).toContain('<h2>2026-08</h2>');
  const fresh = troubled();
  await at(fresh, '2026-08-11T04:30:00Z');
  // The others have the time at which the source was asked.
  const texts = (built: PortalTest) =>
    [...built.files('out')].filter(([file]) => /html$|incidents/.test(file)).map(([file, { text }]) => [file, text]);
  expect(texts(portal)).toEqual(texts(fresh));
});

test('a week before it, it is announced, and not earlier', async () => {
  const portal = troubled();
  await at(portal, '2026-08-03T23:59:00Z');
  expect(bannersOf(portal, 'about/index.html')).toEqual([]);
  expect(portal.read('out/incidents/index.html')).toContain('停电');
  await at(portal, '2026-08-04T00:00:00Z');
  expect(bannersOf(portal, 'about/index.html')).toHaveLength(1);
});

test('nothing that an incident says runs or ends an element', async () => {
  const portal = troubled();
  await at(portal, '2026-08-08T10:00:00Z');
  for (const file of ['en/incidents/2026-08-08-array/index.html', 'en/incidents/index.html', 'en/index.html']) {
    const html = portal.read(`out/${file}`);
    expect(html).toContain('Disks &lt;script&gt;alert(1)&lt;/script&gt;');
    // In a value of an attribute, a tag is text.
    expect(
      html.replaceAll(/="[^"]*"/g, '').match(/<script(?! (?:type|src|type src)>)|<b\b|<[^>]*\bon\w+=/g) ?? [],
    ).toEqual([]);
  }
  const feed = portal.read('out/en/incidents/feed.xml');
  expect(feed).not.toMatch(/<script|&lt;script&gt;alert\(2\)|onerror/);
  expect(feed).toContain('https://mirrors.example.org/en/status/debian/'.replace('/en/', '/'));
});

test('a mirror that is switched off is paused for the federation, since then', async () => {
  const portal = troubled();
  await at(portal, '2026-08-08T09:00:00Z');
  expect(mirrorz(portal).debian).not.toMatch(/^P/);
  await at(portal, '2026-08-08T10:00:00Z');
  const seconds = Date.parse('2026-08-08T10:00:00Z') / 1000;
  expect(mirrorz(portal).debian).toMatch(new RegExp(`^P${seconds}(O\\d+)?$`));
  expect(mirrorz(portal).goproxy).not.toMatch(/^P/);
});

/** Reads a calendar as RFC 5545 says, and refuses what it forbids. */
const READER = `
import json, re, sys
data = open(sys.argv[1], 'rb').read()
assert data.endswith(b'\\r\\n') and b'\\n' not in data.replace(b'\\r\\n', b''), 'line ends'
lines = data[:-2].split(b'\\r\\n')
assert all(len(line) <= 75 for line in lines), 'long line'
for line in lines: line.decode('utf-8')
stack, events = [], []
for line in data.decode('utf-8').replace('\\r\\n ', '')[:-2].split('\\r\\n'):
    match = re.fullmatch(r'([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)', line, re.S)
    assert match, line
    name, _, value = match.groups()
    if name == 'BEGIN':
        stack.append(value)
        if value == 'VEVENT': events.append({})
    elif name == 'END': assert stack.pop() == value
    elif stack[-1] == 'VEVENT':
        assert name not in events[-1], 'twice: ' + name
        if name.startswith('DT'): assert re.fullmatch(r'\\d{8}T\\d{6}Z', value)
        else: assert name == 'URL' or not re.search(r'(?<!\\\\)(?:\\\\\\\\)*[;,]', value), value
        events[-1][name] = re.sub(r'\\\\(.)', lambda m: {'n': '\\n'}.get(m[1], m[1]), value)
assert not stack
for event in events: assert {'UID', 'DTSTAMP', 'DTSTART'} <= event.keys()
json.dump(events, sys.stdout)
`;

test('maintenance is a calendar that others read', async () => {
  const portal = troubled();
  await at(portal, '2026-08-08T10:00:00Z');
  const read = (file: string): unknown =>
    JSON.parse(execFileSync('python3', ['-c', READER, join(portal.root, file)], { encoding: 'utf8' }));
  const event = {
    UID: '2026-08-11-power@mirrors.example.org',
    DTSTAMP: '20260804T000000Z',
    DTSTART: '20260811T000000Z',
    DTEND: '20260811T043000Z',
    SUMMARY: '停电，全站停止服务; 请提前同步',
    DESCRIPTION: '机房停电。',
    URL: 'https://mirrors.example.org/incidents/2026-08-11-power/',
  };
  expect(read('out/incidents/maintenance.ics')).toEqual([event]);
  expect(read('out/en/incidents/maintenance.ics')).toEqual([
    { ...event, URL: event.URL.replace('/incidents', '/en/incidents') },
  ]);
});

const time = z.iso.datetime();
const named = { id: z.string(), name: z.string(), created_at: time, updated_at: time, page_id: z.string() };
const incident = z.strictObject({
  ...named,
  status: z.string(),
  monitoring_at: time.nullable(),
  resolved_at: time.nullable(),
  started_at: time,
  impact: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
  shortlink: z.url(),
  incident_updates: z.array(
    z.strictObject({
      id: z.string(),
      incident_id: z.string(),
      status: z.string(),
      body: z.string(),
      created_at: time,
      updated_at: time,
      display_at: time,
      affected_components: z.array(z.unknown()),
    }),
  ),
  components: z.array(z.object({ id: z.string(), name: z.string() })),
});
/** As Statuspage answers: the types of the client `statuspage.io` 3.1.1 on npm. */
const summary = z.strictObject({
  page: z.strictObject({ id: z.string(), name: z.string(), url: z.url(), time_zone: z.string(), updated_at: time }),
  components: z.array(
    z.strictObject({
      ...named,
      status: z.enum(['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage']),
      position: z.int(),
      description: z.string().nullable(),
      showcase: z.boolean(),
      start_date: z.string().nullable(),
      group_id: z.string().nullable(),
      group: z.boolean(),
      only_show_if_degraded: z.boolean(),
    }),
  ),
  incidents: z.array(
    incident.extend({ status: z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']) }),
  ),
  scheduled_maintenances: z.array(
    incident.extend({
      status: z.enum(['scheduled', 'in_progress', 'verifying', 'completed']),
      scheduled_for: time,
      scheduled_until: time.nullable(),
    }),
  ),
  status: z.strictObject({
    indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
    description: z.string(),
  }),
});

test('programs for Statuspage read the summary', async () => {
  const portal = troubled();
  const read = async (now: string) => {
    await at(portal, now);
    return summary.parse(JSON.parse(portal.read('out/api/v2/summary.json')));
  };
  const during = await read('2026-08-08T12:00:00Z');
  expect(during.status.indicator).toBe('major');
  expect(during.incidents).toMatchObject([
    { id: '2026-08-08-array', impact: 'major', components: [{ id: 'mirror-debian' }] },
  ]);
  expect(during.scheduled_maintenances).toMatchObject([
    { status: 'scheduled', scheduled_until: '2026-08-11T04:30:00.000Z' },
  ]);
  const statusOf = (of: typeof during) => Object.fromEntries(of.components.map(({ id, status }) => [id, status]));
  expect(statusOf(during)).toMatchObject({ site: 'operational', 'mirror-debian': 'major_outage' });
  const maintained = await read('2026-08-11T01:00:00Z');
  expect(maintained.status.indicator).toBe('maintenance');
  expect(new Set(Object.values(statusOf(maintained)))).toEqual(new Set(['under_maintenance']));
  const after = await read('2026-08-12T00:00:00Z');
  expect(after).toMatchObject({ incidents: [], scheduled_maintenances: [], status: { indicator: 'none' } });
});

test('status.json has what lasts and what is to come', async () => {
  const portal = troubled();
  await at(portal, '2026-08-08T14:00:00Z');
  const { incidents } = JSON.parse(portal.read('out/api/status.json')) as { incidents: unknown };
  expect(incidents).toEqual([
    {
      name: '2026-08-11-power',
      title: { zh: '停电，全站停止服务; 请提前同步' },
      level: 'maintenance',
      phase: 'coming',
      affectsAll: true,
      mirrors: [],
      endpoints: [],
      from: '2026-08-11T00:00:00Z',
      until: '2026-08-11T04:30:00Z',
      url: 'https://mirrors.example.org/incidents/2026-08-11-power/',
    },
  ]);
});

test('mirrors and endpoints that the site does not have are told', async () => {
  const portal = troubled().edit('content/incidents/2026-08-08-array.en.md', '[debian]', '[debain], endpoints: [v6]');
  const { stdout, stderr }: Run = await portal.run('check');
  expect((stdout + stderr).replaceAll(`${portal.root}/`, '')).toMatchInlineSnapshot(`
    "mirrors: 2, help documents: 2, errors: 0, warnings: 2
    redirector: 1 of 2 mirrors would be used, if nothing outside this site prevents it
      but none unless it already knows the endpoints of this site: \`endpoints\` is not set
      no sync time, so other sites are preferred: "debian"
    content/incidents/2026-08-08-array.en.md:4: warning: there is no mirror "debain" [incident-unknown]
      fix: Did you mean "debian"? Use the cname of a mirror of this site; it is left out until then.
    content/incidents/2026-08-08-array.en.md:4: warning: there is no endpoint "v6" [incident-unknown]
      fix: Use the label of an endpoint of this site; it is left out until then.
    "
  `);
});

test('a site without incidents has no page of them', async () => {
  const portal = PortalTest.from('two-mirrors');
  await portal.build();
  expect([...portal.files('out').keys()].filter((file) => file.includes('incidents'))).toEqual([]);
  expect(portal.read('out/status/index.html')).not.toContain('/incidents/');
});

test('a retired mirror leaves the lists, and its pages say why and where to go', async () => {
  const portal = PortalTest.from('two-mirrors')
    .edit('content/portal.yaml', SILENT, '')
    .write(
      'content/mirrors/fedora.yaml',
      'name: Fedora\nretired: { since: 2026-08-01, reason: { en: "<b>Too</b> large", zh: 太大 }, to: debian }\n',
    );
  const { problems } = await portal.build();
  expect(problems).toEqual([]);
  for (const file of ['index.html', 'status/index.html', 'mirrorz.json', 'api/status.json', 'sitemap.xml'])
    expect([file, portal.read(`out/${file}`)]).toEqual([file, expect.not.stringMatching(/fedora/i)]);
  for (const page of ['status', 'help']) {
    const html = portal.read(`out/en/${page}/fedora/index.html`);
    expect(html).toContain('<h1>Fedora is no longer mirrored here</h1>');
    expect(html).toContain('&lt;b&gt;Too&lt;/b&gt; large');
    expect(html).toMatch(/href="\/debian\/".*href="\/en\/status\/debian\/".*href="\/en\/help\/debian\/"/s);
  }
  portal.edit(
    'content/mirrorz.json',
    '{ "cname": "goproxy",',
    '{ "cname": "fedora", "url": "/fedora", "status": "U", "disable": true }, { "cname": "goproxy",',
  );
  await portal.build();
  expect(portal.has('out/status/fedora/index.html')).toBe(true);
  const unknown = portal.edit('content/mirrors/fedora.yaml', 'to: debian', 'to: debain');
  expect((await unknown.build()).problems).toMatchObject([{ code: 'retired-to-unknown' }]);
});
