import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { serveFolder } from '../src/app/serve-folder.ts';
import { serverUrl } from '../src/app/server.ts';
import { closeBrowser, visit } from './browser.ts';
import { checkout, PortalTest, statusOf } from './portal-test.ts';
import { findProgram, testWith } from './programs.ts';
import { job, Upstream } from './upstream.ts';

const [update, ended, next] = ['2026-08-08T09:00:00Z', '2026-08-08T10:00:00Z', '2026-08-08T16:00:00Z'];
const jobs = [
  job('debian', 'success', { update, ended: update, next }),
  job('alpine', 'failed', { update: '2026-08-01T09:00:00Z', ended }),
  job('arch', 'syncing', { update, started: ended }),
  job('void', 'none'),
  job('centos', 'paused', { update }),
  job('a"b\\c\nd <e> & 镜像 {} 这是一个名字很长的镜像 WWWWMMMM', 'pre-syncing', { started: ended }),
];

afterAll(closeBrowser);

/** The example site with these jobs, built. */
async function withJobs(): Promise<{ portal: PortalTest; upstream: Upstream }> {
  const upstream = await Upstream.start();
  onTestFinished(() => upstream.stop());
  upstream.answers(jobs);
  const portal = PortalTest.from('two-mirrors').edit('content/portal.yaml', 'http://127.0.0.1:1/jobs', upstream.url);
  await portal.build();
  return { portal, upstream };
}

const filesBelow = (portal: PortalTest, folder: string) =>
  [...portal.files('out').keys()].filter((file) => file.startsWith(folder)).map((file) => `out/${file}`);

describe('the JSON is as its published schemas say', () => {
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
  const faults = (schema: AnySchemaObject, value: unknown) => {
    ajv.validate(schema, value);
    return ajv.errors ?? [];
  };

  test.each([
    ['status', 'api/status.json'],
    ['mirror', 'api/mirrors/'],
  ])('%s', async (name, files) => {
    const { portal } = await withJobs();
    const schema = JSON.parse(portal.read(`out/api/schemas/${name}.schema.json`)) as AnySchemaObject;
    const found = filesBelow(portal, files);
    expect(found).toHaveLength(name === 'mirror' ? 7 : 1);
    for (const file of found) {
      const value = JSON.parse(portal.read(file)) as object;
      expect(faults(schema, value), file).toEqual([]);
      expect(faults(closed(schema), value), `${file} has a key that the schema does not name`).toEqual([]);
      expect(faults(schema, { ...value, aKeyYetToCome: 1 })).toEqual([]);
      expect(faults(schema, { ...value, version: '1' })).not.toEqual([]);
    }
  });

  /** The same schema, with no room for keys that it does not name. */
  function closed(schema: AnySchemaObject): AnySchemaObject {
    const { $id, ...copy } = JSON.parse(JSON.stringify(schema), (_, value) =>
      value?.type === 'object' ? { ...value, additionalProperties: false } : value,
    ) as AnySchemaObject;
    return copy;
  }
});

test('docs/api.md names every key of the schemas, every address and every metric', async () => {
  const { portal } = await withJobs();
  const text = readFileSync(join(checkout, 'docs/api.md'), 'utf8');
  const keys = filesBelow(portal, 'api/schemas/').flatMap((file) => {
    const named: string[] = [];
    JSON.parse(portal.read(file), (key, value) => {
      if (key === 'properties') named.push(...Object.keys(value));
      return value;
    });
    return named;
  });
  const metrics = portal.read('out/metrics').match(/(?<=^# TYPE )\w+/gm)!;
  const wanted = [...new Set([...keys, ...metrics])];
  expect(wanted.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  const addresses = ['/api/status.json', '/api/mirrors/<slug>.json', '/api/tunasync.json', '/mirrorz.json'];
  for (const address of [...addresses, '/metrics', '/status.txt', '/badge/<slug>.svg']) expect(text).toContain(address);
});

test('a portal that reads the jobs of another portal shows the same states and times', async () => {
  const { portal } = await withJobs();
  const reader = PortalTest.from('two-mirrors');
  reader.edit('content/portal.yaml', 'url: http://127.0.0.1:1/jobs', 'file: jobs.json');
  reader.write('content/jobs.json', portal.read('out/api/tunasync.json'));
  const { problems } = await reader.build();
  expect(problems).toEqual([]);
  const times = (rows: ReturnType<typeof statusOf>) =>
    [...rows].map(([cname, row]) =>
      [cname, ...['state', 'lastSuccess', 'lastAttempt', 'started', 'next', 'since'].map((key) => row[key])].join(' '),
    );
  expect(times(statusOf(reader))).toEqual(times(statusOf(portal)));
  expect(times(statusOf(reader))).toHaveLength(7);
});

testWith(['promtool'], 'promtool has nothing to say of the metrics', async () => {
  const { portal } = await withJobs();
  expect(await promtool(portal.read('out/metrics'))).toEqual({ code: 0, output: '' });
  expect(await promtool(portal.read('out/metrics').replaceAll('\\"', '"'))).toMatchObject({ code: 1 });
});

test('the metrics are served as what they are, and by their whole name', async () => {
  const { portal } = await withJobs();
  const server = await serveFolder(join(portal.root, 'out'), 0);
  onTestFinished(() => void server.close());
  const response = await fetch(`${serverUrl(server)}metrics`);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(await response.text()).toBe(portal.read('out/metrics'));
});

test('status.txt has a row for every mirror, those that need somebody first', async () => {
  const { portal } = await withJobs();
  const lines = portal.read('out/status.txt').trimEnd().split('\n');
  expect(lines.slice(0, 3)).toEqual([
    expect.stringMatching(/^样例镜像站 <https:\/\/mirrors\.example\.org\/>, as of 2026-08-08 \d\d:\d\d \+08:00$/),
    'mirrors: 7, 1 failed, 1 paused, 1 never, 1 pending, 1 syncing, 1 success, 1 cache',
    '',
  ]);
  expect(lines.slice(4).map((line) => line.split(' ')[0])).toEqual([
    ...['failed', 'paused', 'never', 'pending', 'syncing', 'success', 'cache'],
  ]);
});

testWith(['chromium'], 'in Chromium no text of a badge leaves its ground, and no badge asks for anything', async () => {
  const { portal } = await withJobs();
  const badges = filesBelow(portal, 'badge/');
  expect(badges).toHaveLength(7);
  for (const badge of badges) {
    const { page, asked } = await visit(join(portal.root, 'out/badge'), badge.replace('out/badge', ''));
    const boxes = await page.evaluate(() => {
      const root = globalThis as unknown as { document: { querySelectorAll(selector: string): Iterable<Graphic> } };
      const box = (graphic: Graphic) => graphic.getBBox();
      const [left, right] = [...root.document.querySelectorAll('svg > path')].map(box);
      const [name, value] = [...root.document.querySelectorAll('text')].map(box);
      return [left, name, right, value].map((one) => [one!.x, one!.x + one!.width] as const);
      interface Graphic {
        getBBox(): { readonly x: number; readonly width: number };
      }
    });
    const [left, name, right, value] = boxes as [Span, Span, Span, Span];
    expect(name[1], badge).toBeLessThanOrEqual(left[1] - 3);
    expect(value[1], badge).toBeLessThanOrEqual(right[1] - 3);
    expect(asked).toEqual([expect.stringMatching(/\.svg$/)]);
  }
});
type Span = readonly [from: number, to: number];

test('when time passes without news, neither badges nor mirrors’ documents are written', async () => {
  const { portal } = await withJobs();
  const still = () =>
    [...portal.files('out')].filter(([file]) => /^(badge|api\/mirrors|api\/schemas|api\/tunasync)/.test(file));
  const before = still();
  await wait(20);
  await portal.build('--now=2026-08-08T13:30:00Z');
  expect(portal.read('out/status.txt')).toContain('as of 2026-08-08 21:30');
  expect(still()).toEqual(before);
});

/** What `promtool check metrics` says of a text. */
async function promtool(text: string): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(findProgram('promtool')!, ['check', 'metrics']);
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  child.stdin.end(text);
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, output };
}
