import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { portalSchema } from '../src/content/portal-schema.ts';
import { loadDownloadRules } from '../src/io/load-download-rules.ts';
import { noHistory } from '../src/portal/assemble.ts';
import { mirrorz } from '../src/sources/mirrorz.ts';
import { readingToPortal, viewsOf } from './example-portal.ts';
import { sampleOf } from './faults/chance.ts';
import { checkout, PortalTest, statusOf } from './portal-test.ts';

/** A folder with `mirrorz/*.json` and `tunasync/*.json` that public sites once answered; no part of this project. */
const folder = process.env.HELIOSTAT_REAL_DATA;
const now = '--now=2026-08-08T13:52:33Z';

const libraryRules = loadDownloadRules(checkout, import.meta.dirname).value;
const schema = JSON.parse(readFileSync(new URL('mirrorz-v1.7.schema.json', import.meta.url), 'utf8'));
const isMirrorz = new Ajv({ strict: false }).compile(schema);

/** Each day another sample; `npm run test:faults` reads all of them. */
const documents = folder ? sampleOf(readdirSync(join(folder, 'mirrorz')), 4, 'real documents') : [];

describe.skipIf(!folder)('real documents (set HELIOSTAT_REAL_DATA to their folder)', () => {
  test.each(documents)('%s builds a portal as it is, and comes out as MirrorZ v1.7', async (name) => {
    const path = join(folder!, 'mirrorz', name);
    const portal = PortalTest.from().write('content/portal.yaml', `sources: [{ type: mirrorz, file: ${path} }]\n`);
    const { run, problems } = await portal.build(now);
    expect(run.code).toBe(0);
    expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
    expect(isMirrorz(JSON.parse(portal.read('out/mirrorz.json'))), JSON.stringify(isMirrorz.errors)).toBe(true);
    const { mirrors } = JSON.parse(readFileSync(path, 'utf8')) as { mirrors: { cname: string }[] };
    expect(statusOf(portal).size).toBe(new Set(mirrors.map(({ cname }) => cname)).size);
    const rows = portal.read('out/status/index.html').match(/<tr id=/g) ?? [];
    expect(rows.length).toBe(statusOf(portal).size);
  });

  test.each(['tuna-2020-04-01', 'cqupt-2019-12-03', 'tuna-2026-08-08.converted'])('jobs of %s', async (name) => {
    const path = join(folder!, 'tunasync', `${name}.json`);
    const portal = PortalTest.from().write(
      'content/portal.yaml',
      `site: { url: https://mirrors.example.org, abbr: X }\nsources: [{ type: tunasync, file: ${path} }]\n`,
    );
    const { run, problems } = await portal.build(now);
    expect(run.code).toBe(0);
    // Two of the three have a row without a name, as old managers left behind.
    // The dates of two of them passed years ago, which is told.
    const others = problems.filter(
      ({ code, says }) => !says.endsWith('its name is empty') && code !== 'next-run-overdue',
    );
    expect(others).toEqual([]);
    expect(isMirrorz(JSON.parse(portal.read('out/mirrorz.json'))), JSON.stringify(isMirrorz.errors)).toBe(true);
    const jobs = JSON.parse(readFileSync(path, 'utf8')) as { name: string; status: string; is_master: boolean }[];
    const shown = new Set(
      jobs.filter(({ name, status }) => name !== '' && status !== 'disabled').map((job) => job.name),
    );
    expect(new Set(statusOf(portal).keys())).toEqual(shown);
  });

  test('201 mirrors are light: 25 KB of HTML for the index, 50 for the states, 12 of style, 8 of script, compressed', async () => {
    const path = join(folder!, 'mirrorz/tuna.json');
    const portal = PortalTest.from().write('content/portal.yaml', `sources: [{ type: mirrorz, file: ${path} }]\n`);
    await portal.build(now);
    const { gzipSync } = await import('node:zlib');
    const html = portal.read('out/index.html');
    const linked = (pattern: RegExp) =>
      [...html.matchAll(pattern)].reduce((sum, [, address]) => sum + gzipSync(portal.read(`out${address}`)).length, 0);
    expect(gzipSync(html).length).toBeLessThan(25_000);
    // Without history; thirty days of it add 10 KB.
    expect(gzipSync(portal.read('out/status/index.html')).length).toBeLessThan(50_000);
    expect(linked(/<link rel="stylesheet" href="([^"]+)"/g)).toBeLessThan(12_000);
    expect(linked(/<script [^>]*src="([^"]+)"/g)).toBeLessThan(8_000);
  });
});

test.each([
  ['the demonstration', undefined],
  ['a site with nothing but a name', 'site: { url: https://mirrors.example.org/, abbr: X }\n'],
])('%s comes out as MirrorZ v1.7', async (_, portalYaml) => {
  const portal = PortalTest.from();
  if (portalYaml) portal.write('content/portal.yaml', portalYaml);
  const content = portalYaml ? [] : [`--content=${new URL('../content', import.meta.url).pathname}`];
  await portal.build(...content);
  expect(isMirrorz(JSON.parse(portal.read('out/mirrorz.json'))), JSON.stringify(isMirrorz.errors)).toBe(true);
});

test('the demonstration comes out as MirrorZ v1.7, with its three lines', async () => {
  const portal = PortalTest.from();
  const { problems } = await portal.build(`--content=${join(checkout, 'content')}`);
  expect(problems).toEqual([]);
  const document = JSON.parse(portal.read('out/mirrorz.json')) as { endpoints: { label: string; filter: string[] }[] };
  expect(isMirrorz(document), JSON.stringify(isMirrorz.errors)).toBe(true);
  expect(document).toMatchObject({ extension: 'D' });
  expect(document.endpoints.map(({ label, filter }) => `${label}: ${filter.join(' ')}`)).toEqual([
    'example: V4 V6 SSL NOSSL',
    'example-4: V4 SSL NOSSL',
    'example-6: V6 SSL NOSSL',
  ]);
});

describe.skipIf(!folder)('downloads of real documents', () => {
  const at = new Date('2026-08-08T13:52:33Z');
  const all = folder ? readdirSync(join(folder, 'mirrorz')) : [];

  test.each(all)('each link of %s is on the page of its distribution', async (name) => {
    const document = JSON.parse(readFileSync(join(folder!, 'mirrorz', name), 'utf8')) as unknown;
    const { value: reading } = mirrorz.read(document, 'mirrorz', at, at);
    const keys = { content: portalSchema.parse({}), historyFacts: noHistory, downloadRules: libraryRules };
    const portal = readingToPortal(reading, at, keys);
    const views = await viewsOf('/downloads', 'en', portal, { now: at });
    const rows = views.flatMap(({ versions }) => versions.flatMap((version) => version.rows));
    const links = reading.downloads!.flatMap(({ distro, category, urls }) =>
      urls.map(({ url }) => JSON.stringify([distro, category, url])),
    );
    expect(rows.length).toBe(new Set(links).size);
    expect(rows.filter(({ href }) => href === undefined)).toEqual([]);
    // Most of them tell a version; an anchor leads to each.
    const ids = views.map(({ versions }) => versions.flatMap(({ id, rows }) => [id, ...rows.map((row) => row.id)]));
    for (const own of ids.map((list) => list.filter((id) => id !== undefined)))
      expect(new Set(own).size).toBe(own.length);
  });
});
