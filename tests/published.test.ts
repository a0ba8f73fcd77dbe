import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { Ajv2020, type AnySchemaObject } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dayIn } from '../src/base/time.ts';
import { History } from '../src/io/history.ts';
import { historyFactsOf, recordOrNote } from '../src/io/history-faults.ts';
import type { MirrorHistory } from '../src/model/history.ts';
import type { Portal } from '../src/model/portal.ts';
import { mirrorDocumentSchema, statusSchema as statusDocumentSchema } from '../src/site/documents/api-schema.ts';
import { mirrorToBadge } from '../src/site/documents/badge.ts';
import { portalToMetrics } from '../src/site/documents/metrics.ts';
import { portalToMirrorz } from '../src/site/documents/mirrorz-json.ts';
import { mirrorToJson, portalToStatusJson } from '../src/site/documents/status-json.ts';
import { portalToStatusText } from '../src/site/documents/status-text.ts';
import { portalToTunasync } from '../src/site/documents/tunasync-json.ts';
import { formats, type SourceType } from '../src/sources/formats.ts';
import { readingToPortal } from './example-portal.ts';
import { findProgram, testWith } from './programs.ts';

/*
 * Nothing that a source can say makes anything be published that fails its own schema: answers are made at random, in the
 * words of each format, with values that no program should tell.
 */

const NOW = new Date('2026-08-08T12:00:00Z');
const SECONDS = NOW.getTime() / 1000;

const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '',
    ' ',
    '..',
    '../../etc',
    '__proto__',
    'constructor',
    'a/b',
    'a\u0000b\u001b[31m',
    'a\u202eb\u2066',
    '\ud800',
    '\ud801x',
    'index',
    'feed.xml',
    'x'.repeat(300),
    '镜像',
    '"}\n# HELP x',
    '<script>',
    'javascript:alert(1)',
    'https://[::1',
    '//evil.example/x',
  ),
);
const oddNumber = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 0.1, 2 ** 53, 2 ** 63, 1e308, 8.64e12, 8.64e15, SECONDS * 1000, SECONDS + 9e4, -62135596800),
);
const oddValue = fc.oneof(oddText, oddNumber, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));
/** Mostly what a format wants there, so that most of a row is read. */
const mostly = <T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: oddValue });

const name = mostly(fc.oneof(fc.constantFrom('debian', 'ubuntu', 'Debian', 'mint.iso', 'a b', 'λ'), oddText));
const stamp = mostly(fc.integer({ min: Math.floor(SECONDS) - 1e7, max: Math.floor(SECONDS) + 1e5 }));
const isoTime = mostly(
  fc.date({ min: new Date(0), max: new Date('2030-01-01'), noInvalidDate: true }).map((d) => d.toISOString()),
);
const sizeText = mostly(
  fc.constantFrom(
    '1.5T',
    '16E',
    '8P',
    '9000T',
    '1,024.5G',
    '~2T',
    'NaN',
    '99999999999999999999',
    '-1G',
    'unknown',
    '1e309K',
  ),
);
const address = mostly(fc.oneof(fc.constantFrom('/debian', 'https://mirrors.example.org/x', '', '/', '.'), oddText));

const letters = fc
  .array(fc.tuple(fc.constantFrom(...'SDYFPUCRXNO'), mostly(fc.integer({ min: 0, max: 2e9 }))), { maxLength: 5 })
  .map((parts) => parts.map(([letter, time]) => `${letter}${typeof time === 'object' ? '' : time}`).join(''));

const rows = <T>(row: fc.Arbitrary<T>) => fc.array(fc.oneof({ weight: 9, arbitrary: row }, oddValue), { maxLength: 5 });

const tunasyncJob = fc.record(
  {
    name,
    is_master: mostly(fc.boolean()),
    status: mostly(fc.constantFrom('success', 'failed', 'syncing', 'pre-syncing', 'paused', 'disabled', 'none')),
    last_update_ts: stamp,
    last_started_ts: stamp,
    last_ended_ts: stamp,
    next_schedule_ts: stamp,
    upstream: mostly(fc.webUrl()),
    size: sizeText,
    error_msg: mostly(fc.constantFrom('exit status 23', 'killed by manager', '', '<b>\u0000')),
    worker: mostly(oddText),
  },
  { requiredKeys: ['name', 'status'] },
);
const yukiMeta = fc.record(
  {
    name,
    upstream: mostly(fc.webUrl()),
    syncing: mostly(fc.boolean()),
    size: mostly(fc.nat()),
    exitCode: mostly(fc.integer({ min: -2, max: 30 })),
    lastSuccess: stamp,
    prevRun: stamp,
    nextRun: stamp,
  },
  { requiredKeys: ['name', 'exitCode'] },
);
const lugWorker = fc.record({ Result: mostly(fc.boolean()), Idle: mostly(fc.boolean()), LastFinished: isoTime });
const mirrorzMirror = fc.record(
  {
    cname: name,
    url: address,
    desc: mostly(oddText),
    help: address,
    upstream: mostly(fc.webUrl()),
    status: mostly(letters),
    size: sizeText,
    disable: mostly(fc.boolean()),
  },
  { requiredKeys: ['cname', 'url'] },
);
const mirrorzSite = fc.record(
  {
    url: mostly(fc.constantFrom('https://mirrors.example.org', 'https://mirrors.example.org/mirror/')),
    abbr: mostly(fc.constant('EXAMPLE')),
    name: mostly(oddText),
    logo: address,
    homepage: address,
    issue: address,
    request: address,
    email: mostly(oddText),
    group: mostly(oddText),
    disk: mostly(oddText),
    note: mostly(oddText),
    big: address,
    disable: mostly(fc.boolean()),
  },
  { requiredKeys: ['url', 'abbr'] },
);
const download = fc.record({
  distro: name,
  category: mostly(fc.constantFrom('os', 'app', 'font')),
  urls: mostly(fc.array(fc.record({ name: mostly(oddText), url: address }), { maxLength: 3 })),
});
const endpoint = fc.record({
  label: mostly(oddText),
  resolve: mostly(fc.constantFrom('mirrors.example.org', 'mirrors4.example.org:8080/x')),
  public: mostly(fc.boolean()),
  filter: mostly(fc.array(mostly(fc.constantFrom('V4', 'V6', 'SSL', 'NOSSL')), { maxLength: 3 })),
  range: mostly(fc.array(mostly(fc.constantFrom('10.0.0.0/8', 'AS4538', 'ISP:CERNET')), { maxLength: 3 })),
});
const listEntry = fc.record(
  {
    cname: name,
    url: address,
    state: mostly(fc.constantFrom('success', 'failed', 'cache', 'proxy', 'paused')),
    lastSuccess: isoTime,
    alias: name,
    desc: mostly(oddText),
    upstream: mostly(fc.webUrl()),
    size: sizeText,
    help: address,
  },
  { requiredKeys: ['cname'] },
);

/** What a program of each kind might answer. */
const answers: Readonly<Record<Exclude<SourceType, 'demo'>, fc.Arbitrary<unknown>>> = {
  tunasync: rows(tunasyncJob),
  yuki: rows(yukiMeta),
  lug: fc.record({ WorkerStatus: fc.dictionary(oddText, fc.oneof({ weight: 9, arbitrary: lugWorker }, oddValue)) }),
  isoinfo: rows(download),
  list: fc.record({ mirrors: rows(listEntry) }),
  mirrorz: fc.record(
    {
      version: mostly(fc.constant(1.7)),
      site: mirrorzSite,
      mirrors: rows(mirrorzMirror),
      info: mostly(rows(download)),
      endpoints: mostly(rows(endpoint)),
    },
    { requiredKeys: ['site', 'mirrors'] },
  ),
};
type Kind = keyof typeof answers;

/** The portal of one answer with what a history makes of it; undefined for an answer that is thrown away. */
function portalOf(kind: Kind, answer: unknown): { portal: Portal; histories: Map<string, MirrorHistory> } | undefined {
  const format = formats[kind];
  // As it came over the network or from a file.
  const told = JSON.parse(JSON.stringify(answer)) as unknown;
  if (format.shapeFault(told) !== undefined) return undefined;
  const reading = format.read(told, kind, NOW, NOW).value;
  const folder = mkdtempSync(join(tmpdir(), 'heliostat-published-'));
  const history = History.open(folder);
  try {
    const portal = readingToPortal(reading, NOW, {
      content: { site: { url: 'https://mirrors.example.org', abbr: 'X' }, languages: ['en', 'zh'], sources: [] },
      snapshots: [{ source: kind, isStale: false, asOf: NOW }],
      historyFacts: historyFactsOf(history, NOW),
    });
    const problems = recordOrNote(history, portal.mirrors, NOW, 400, dayIn('UTC'));
    expect(problems).toEqual([]);
    return { portal, histories: new Map(portal.mirrors.map(({ cname }) => [cname, history.of(cname)])) };
  } finally {
    history.close();
    rmSync(folder, { recursive: true });
  }
}

const mirrorzSchema = JSON.parse(readFileSync(new URL('mirrorz-v1.7.schema.json', import.meta.url), 'utf8'));
const isMirrorz = new Ajv({ strict: false }).compile(mirrorzSchema);
const ajv = new Ajv2020({ allErrors: true, validateFormats: false });
const published = (schema: z.ZodType) => ajv.compile(z.toJSONSchema(schema, { io: 'input' }) as AnySchemaObject);
const [statusSchema, mirrorSchema] = [statusDocumentSchema, mirrorDocumentSchema].map(published);

const jobSchema = ajv.compile({
  type: 'object',
  required: ['name', 'status', 'last_update_ts', 'last_started_ts', 'last_ended_ts', 'next_schedule_ts', 'size'],
  properties: {
    name: { type: 'string', minLength: 1 },
    status: { enum: ['none', 'failed', 'success', 'syncing', 'pre-syncing', 'paused'] },
    last_update_ts: { type: 'integer' },
    last_update: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d{4}$' },
    size: { type: 'string' },
  },
});

/** A line of Prometheus' text format: a comment, or a metric with labels and a finite number. */
const METRIC =
  /^(# (HELP|TYPE) heliostat_\w+ .*|heliostat_\w+(\{\w+="(\\.|[^"\\\n])*"(,\w+="(\\.|[^"\\\n])*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?)$/;

/** What no text may hold: controls but line feeds and tabs, halves of pairs. */
const isClean = (text: string) => text.isWellFormed() && !/[^\P{Cc}\n\t]/u.test(text);

/** What is wrong with what is published of a portal. */
function faultsOf(portal: Portal): unknown[] {
  const asJson = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;
  const check = (validate: (value: unknown) => unknown, value: unknown, errors: () => unknown) =>
    validate(asJson(value)) ? [] : [errors()];
  const metrics = portalToMetrics(portal);
  const texts = [metrics, portalToStatusText(portal), JSON.stringify(portalToTunasync(portal))];
  return [
    ...check(isMirrorz, portalToMirrorz(portal), () => isMirrorz.errors),
    ...check(statusSchema!, portalToStatusJson(portal), () => statusSchema!.errors),
    ...portal.mirrors.flatMap((mirror) =>
      check(mirrorSchema!, mirrorToJson(mirror, portal), () => mirrorSchema!.errors),
    ),
    ...portalToTunasync(portal).flatMap((job) => check(jobSchema, job, () => jobSchema.errors)),
    ...metrics.split('\n').filter((line) => line !== '' && !METRIC.test(line)),
    ...[...texts, ...portal.mirrors.map((mirror) => mirrorToBadge(mirror, portal))].filter((text) => !isClean(text)),
    ...portal.mirrors.flatMap(({ slug }) => (/^[^/\0]{1,255}$/.test(slug) ? [] : [`slug ${slug}`])),
  ];
}

describe('whatever is told, what is published is as its schema says', () => {
  test.each(Object.keys(answers) as Kind[])('by %s', (kind) => {
    let told = 0;
    fc.assert(
      fc.property(answers[kind], (answer) => {
        const made = portalOf(kind, answer);
        if (!made) return;
        told += made.portal.mirrors.length + made.portal.downloads.length;
        expect(faultsOf(made.portal)).toEqual([]);
        for (const { days } of made.histories.values())
          for (const { sizeBytes = 0 } of days) expect(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0).toBe(true);
      }),
      { numRuns: 300 },
    );
    // Answers that are all thrown away would prove nothing.
    expect(told).toBeGreaterThan(100);
  });
});

testWith(['promtool'], 'promtool takes the metrics of odd mirrors', async () => {
  for (const answer of fc.sample(answers.tunasync, 8)) {
    const made = portalOf('tunasync', answer);
    if (!made) continue;
    const { status, stderr, stdout } = spawnSync(findProgram('promtool')!, ['check', 'metrics'], {
      input: portalToMetrics(made.portal),
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`.trim()).toBe('');
    expect(status).toBe(0);
  }
});
