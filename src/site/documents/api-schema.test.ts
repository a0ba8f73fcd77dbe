import { expect, test } from 'vitest';
import { debianWith, exampleMirror, examplePortal, exampleTools, siteUrl } from '../../../tests/example-portal.ts';
import { planSite } from '../registry.ts';
import { downloadsSchema, mirrorDocumentSchema, statusSchema } from './api-schema.ts';
import { portalToDownloadsJson } from './downloads-json.ts';
import { mirrorToJson, portalToStatusJson } from './status-json.ts';

interface JsonSchema {
  readonly $id?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly additionalProperties?: unknown;
}

const { texts } = planSite(examplePortal([]), new Date('2026-08-08T12:00:00Z'), exampleTools);
const files = texts.filter(({ file }) => file.startsWith('api/schemas/'));
const schemas = await Promise.all(
  files.map(async ({ file, text }) => [file, JSON.parse(await text()) as JsonSchema] as const),
);

/** Every key below a schema with what the schema says of it. */
function keysOf(schema: JsonSchema, path = ''): (readonly [string, JsonSchema])[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
    [`${path}.${key}`, value] as const,
    ...keysOf(value, `${path}.${key}`),
  ]);
  const inner = [schema.items, ...(schema.anyOf ?? [])].flatMap((member) => (member ? keysOf(member, path) : []));
  return [...own, ...inner];
}

test.each(schemas)('%s describes every key, and allows keys yet to come', (_, schema) => {
  const keys = keysOf(schema);
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter(([, { description }]) => !description).map(([key]) => key)).toEqual([]);
  expect(JSON.stringify(schema)).not.toContain('"additionalProperties":false');
});

test('each schema tells where it is', () => {
  expect(schemas.map(([file, { $id }]) => [file, $id])).toEqual([
    ['api/schemas/status.schema.json', `${siteUrl}/api/schemas/status.schema.json`],
    ['api/schemas/mirror.schema.json', `${siteUrl}/api/schemas/mirror.schema.json`],
    ['api/schemas/downloads.schema.json', `${siteUrl}/api/schemas/downloads.schema.json`],
  ]);
});

test('the documents have no key that their schema does not name', () => {
  const mirror = exampleMirror('debian', { added: new Date('2026-08-01T00:00:00Z'), size: { bytes: 1, text: '1T' } });
  const portal = examplePortal([mirror, exampleMirror('x', { addresses: [], sync: { state: 'unknown' } })]);
  expect(statusSchema.strict().parse(portalToStatusJson(portal))).toEqual(portalToStatusJson(portal));
  const file = { name: '13 (amd64)', url: '/a/b.iso', version: '13', architecture: 'amd64', kind: 'x', sizeBytes: 1 };
  const more = { listSignature: '/a/SUMS.sign', beside: { torrent: '/a/b.torrent' }, modified: new Date(0) };
  const checksum = { algorithm: 'sha256', value: 'ab', listUrl: '/a/SUMS' } as const;
  const downloads = portalToDownloadsJson({ ...portal, downloads: [debianWith({ ...file, ...more, checksum })] });
  expect(downloadsSchema.strict().parse(downloads)).toEqual(downloads);
  expect(mirrorDocumentSchema.strict().parse(mirrorToJson(mirror, portal))).toEqual(mirrorToJson(mirror, portal));
});
