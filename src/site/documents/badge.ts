import { textIn } from '../../base/localized.ts';
import { dayIn, timesIn } from '../../base/time.ts';
import { isWide } from '../../base/wide-text.ts';
import { escapeXml } from '../../base/xml.ts';
import type { Mirror, Portal } from '../../model/portal.ts';
import { type Status, statusOf } from '../../model/status.ts';
import { wordsIn } from '../../words/index.ts';
import { document } from '../document.ts';

/** The state of one mirror as a picture. */
export const badge = document({
  route: '/badge/[slug].svg',
  meaning: 'badge',
  each: ({ portal }) => portal.mirrors,
  params: ({ slug }) => ({ slug }),
  inputs: (mirror, { portal: { languages, timeZone } }) => ({ mirror, languages, timeZone }),
  text: ({ mirror, ...site }) => mirrorToBadge(mirror, site),
});

/*
 * A badge stands in pages that we know nothing of, light and dark, so it brings its own ground: white on colours
 * that each have a contrast of 4.5 and more with white, the colours of tokens.css on paper.
 */
const GROUND = '#3a3f44';
const GOOD = '#1d7a3e';
const BUSY = '#1f6fa8';
const LATE = '#8a5a00';
const BAD = '#b3261e';
const STILL = '#6b5f8a';
const FAINT = '#5d6165';

/** The shapes that states.css has as characters, drawn in a box of ten by ten: a badge has no say in fonts. */
const DISC = '<circle cx="5" cy="5" r="4"/>';
const RING = '<circle cx="5" cy="5" r="3.5" fill="none" stroke="#fff" stroke-width="1.5"/>';
const SQUARE = '<path d="M1 1h8v8h-8z"/>';
const DIAMOND = '<path d="M5 .8 9.2 5 5 9.2.8 5z" fill="none" stroke="#fff" stroke-width="1.3"/>';

const CROSS = '<path d="m1.5 1.5 7 7m0-7-7 7" fill="none" stroke="#fff" stroke-width="2"/>';

const looks: Readonly<Record<Status, { readonly colour: string; readonly shape: string }>> = {
  success: { colour: GOOD, shape: DISC },
  current: { colour: GOOD, shape: DISC },
  broken: { colour: BAD, shape: CROSS },
  unreachable: { colour: BAD, shape: CROSS },
  syncing: { colour: BUSY, shape: `${RING}<path d="M5 1.5a3.5 3.5 0 0 0 0 7z"/>` },
  pending: { colour: BUSY, shape: `${RING}<path d="M5 5V1.5A3.5 3.5 0 0 1 8.5 5z"/>` },
  late: { colour: LATE, shape: '<path d="M5 .8 9.6 9H.4z"/>' },
  stale: { colour: BAD, shape: SQUARE },
  failed: { colour: BAD, shape: SQUARE },
  paused: { colour: STILL, shape: '<path d="M1.5 1h2.6v8H1.5zM5.9 1h2.6v8H5.9z"/>' },
  cache: { colour: FAINT, shape: DIAMOND },
  proxy: { colour: FAINT, shape: DIAMOND },
  never: { colour: FAINT, shape: RING },
  unknown: {
    colour: FAINT,
    shape:
      '<path d="M2.6 3.2a2.4 2.4 0 1 1 3.5 2.1C5.3 5.7 5 6 5 7" fill="none" stroke="#fff" stroke-width="1.5"/><circle cx="5" cy="8.9" r="1"/>',
  },
};

const HEIGHT = 20;
const FONT_SIZE = 11;
const BASELINE = 14;
/** Space around texts, and the box of the shape. */
const GAP = 6;
const SHAPE = 10;
/** A name longer than this is cut; a badge is one line in a page that is not ours. */
const LONGEST = 60;

/**
 * `/badge/<slug>.svg`: name, shape, word and the day of the last success, in the portal's first language.
 * A day and not an age, so that it stays true in whatever cache it gets into, and changes only with news.
 */
export function mirrorToBadge(mirror: Mirror, portal: Pick<Portal, 'languages' | 'timeZone'>): string {
  const language = portal.languages[0];
  const words = wordsIn(language);
  const status = statusOf(mirror);
  const state = words.statusWord[status];
  const { lastSuccess } = mirror.sync;
  const label = words.column.lastSuccess.toLowerCase();
  const name = shortened(textIn(mirror.name, language) || mirror.cname);
  if (!lastSuccess) return drawBadge(name, status, state, `${name}: ${state}`);
  const day = dayIn(portal.timeZone)(lastSuccess);
  // Beside "failed", a bare day would be read as that of the failure.
  const value = status === 'success' ? `${state} · ${day}` : `${state} · ${label} ${day}`;
  return drawBadge(name, status, value, `${name}: ${state} · ${label} ${timesIn(portal.timeZone)(lastSuccess).text}`);
}

function drawBadge(name: string, status: Status, value: string, title: string): string {
  const { colour, shape } = looks[status];
  const left = GAP + textToPixels(name) + GAP;
  const shapeAt = left + GAP;
  const textAt = shapeAt + SHAPE + GAP - 1;
  const width = textAt + textToPixels(value) + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escapeXml(title)}">`,
    `<title>${escapeXml(title)}</title>`,
    `<path fill="${GROUND}" d="M3 0h${left - 3}v${HEIGHT}H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>`,
    `<path fill="${colour}" d="M${left} 0h${width - left - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${left}z"/>`,
    `<g fill="#fff" transform="translate(${shapeAt} ${(HEIGHT - SHAPE) / 2})">${shape}</g>`,
    `<g fill="#fff" font-family="Verdana,'DejaVu Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" font-size="${FONT_SIZE}">`,
    `<text x="${GAP}" y="${BASELINE}">${escapeXml(name)}</text>`,
    `<text x="${textAt}" y="${BASELINE}">${escapeXml(value)}</text>`,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function shortened(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : characters.join('');
}

/** How wide letters are at most, in hundredths of the font size, in Verdana and DejaVu Sans. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijlI.,:;!|'()[\]/\\ ·]/, 46],
  [/[a-ln-vx-z0-9_$*?"^`{}-]/, 66],
  [/[A-LN-PR-VX-Z&#+=<>~]/, 84],
];

/**
 * How wide a text may come out. Nobody knows the reader's fonts, so this errs to the wide side: a badge
 * with some air is fine, one whose text is cut is not.
 */
export function textToPixels(text: string): number {
  const hundredths = [...text].reduce((sum, character) => sum + characterWidth(character), 0);
  return Math.ceil((hundredths * FONT_SIZE) / 100);
}

function characterWidth(character: string): number {
  if (isWide(character)) return /\p{Emoji_Presentation}/u.test(character) ? 138 : 100;
  return WIDTHS.find(([letters]) => letters.test(character))?.[1] ?? 110;
}
