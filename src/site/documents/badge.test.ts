import { describe, expect, test } from 'vitest';
import { exampleMirror, examplePortal, lastSuccess } from '../../../tests/example-portal.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { states } from '../../model/report.ts';
import { mirrorToBadge, textToPixels } from './badge.ts';

const toBadge = (keys: Partial<Mirror> = {}, rest: Partial<Portal> = {}, cname = 'debian') => {
  const mirror = exampleMirror(cname, keys);
  return mirrorToBadge(mirror, examplePortal([mirror], rest));
};
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);

test('name, shape, word and day of the last success, in the first language of the portal', () => {
  expect(toBadge()).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" width="191" height="20" viewBox="0 0 191 20" role="img" aria-label="debian: 成功 · 上次成功 2026-08-08 17:00 +08:00">
    <title>debian: 成功 · 上次成功 2026-08-08 17:00 +08:00</title>
    <path fill="#3a3f44" d="M3 0h51v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>
    <path fill="#1d7a3e" d="M54 0h134a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H54z"/>
    <g fill="#fff" transform="translate(60 5)"><circle cx="5" cy="5" r="4"/></g>
    <g fill="#fff" font-family="Verdana,'DejaVu Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" font-size="11">
    <text x="6" y="14">debian</text>
    <text x="75" y="14">成功 · 2026-08-08</text>
    </g>
    </svg>
    "
  `);
  expect(textsOf(toBadge({}, { languages: ['en', 'zh'] }))).toEqual(['debian', 'Success · 2026-08-08']);
});

test('the day is that of the portal’s zone', () => {
  const sync = { state: 'success', lastSuccess: new Date('2026-08-08T20:00:00Z') } as const;
  expect(textsOf(toBadge({ sync }))[1]).toBe('成功 · 2026-08-09');
});

test('beside another state than success, the day says what it is of', () => {
  const sync = { state: 'failed', lastSuccess } as const;
  expect(textsOf(toBadge({ sync }, { languages: ['en'] }))[1]).toBe('Failed · last success 2026-08-08');
});

test('without a last success there is the word alone', () => {
  expect(textsOf(toBadge({ sync: { state: 'cache' } }))).toEqual(['debian', '缓存']);
});

test('a good state that is too old is stale, as in the lists', () => {
  expect(textsOf(toBadge({ freshness: 'stale' }))[1]).toBe('已过期 · 上次成功 2026-08-08');
});

test('no name gets out of its text', () => {
  const svg = toBadge({ name: '"><script>alert(1)</script>&\u0000' });
  expect(svg).not.toContain('<script');
  expect(textsOf(svg)[0]).toBe('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\ufffd');
});

test('a name as long as a paragraph is cut, also one of wide characters', () => {
  const [name] = textsOf(toBadge({ name: '镜'.repeat(500) }));
  expect([...name!]).toHaveLength(60);
  expect(name!.endsWith('…')).toBe(true);
});

test('an empty name is the cname', () => {
  expect(textsOf(toBadge({ name: '' }))[0]).toBe('debian');
});

describe('in every state', () => {
  const badges = states.map((state) => [state, toBadge({ sync: { state }, freshness: undefined })] as const);

  test.each(badges)('%s has words for those who do not see it, and asks for nothing', (_, svg) => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-label="debian: [^"]+">\n<title>debian: [^<]+<\/title>/);
    expect(svg).not.toMatch(/href|url\(|@import|<style|<script|style=/);
    expect(svg.match(/https?:/g)).toHaveLength(1);
  });

  test.each(badges)('%s is white on a ground with a contrast of 4.5 or more', (_, svg) => {
    const grounds = [...svg.matchAll(/<path fill="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour!);
    expect(grounds).toHaveLength(2);
    for (const ground of grounds) expect(contrastWithWhite(ground)).toBeGreaterThan(4.5);
  });
});

test('wide characters count as wide', () => {
  expect(textToPixels('镜像站')).toBe(33);
  expect(textToPixels('iii')).toBeLessThan(textToPixels('mmm'));
});

/** As WCAG 2.2 defines it. */
function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
