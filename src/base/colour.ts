import { clampChroma, formatHex, modeLrgb, modeOklch, modeRgb, parseHex, useMode, wcagContrast } from 'culori/fn';

useMode(modeRgb);
useMode(modeLrgb);
const toOklch = useMode(modeOklch);

/** Lightness is searched in so many halvings: one more changes no byte of the colour. */
const HALVINGS = 12;

/** Whether a text is a colour that this module reads: `#0b5c8a` or `#08f`. */
export function isColour(text: string): boolean {
  return /^#([\da-f]{3}|[\da-f]{6})$/i.test(text);
}

/** Contrast of two colours, from 1 to 21, as WCAG 2 defines it. */
export function contrast(one: string, other: string): number {
  return wcagContrast(one, other);
}

/** Whether text of this colour can be read on all of these backgrounds, at a contrast of at least `least`. */
export function isReadable(colour: string, backgrounds: readonly string[], least: number): boolean {
  return backgrounds.every((background) => contrast(colour, background) >= least);
}

/**
 * The colour of the same hue, with the nearest lightness at which it can be read on all of these backgrounds; itself where it
 * can. On dark backgrounds it gets lighter, on light ones darker.
 *
 * @param colour `#rrggbb`, as the result
 */
export function nearestReadable(colour: string, backgrounds: readonly string[], least: number): string {
  if (isReadable(colour, backgrounds, least)) return colour.toLowerCase();
  const { l, c, h = 0 } = toOklch(parseHex(colour)) ?? { l: 0, c: 0 };
  const isOnDark = backgrounds.every((background) => contrast(background, '#000000') < contrast(background, '#ffffff'));
  const withLightness = (lightness: number) =>
    formatHex(clampChroma({ mode: 'oklch', l: lightness, c, h }, 'oklch')) as string;
  let [bad, good] = [l, isOnDark ? 1 : 0];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (bad + good) / 2;
    if (isReadable(withLightness(middle), backgrounds, least)) good = middle;
    else bad = middle;
  }
  return withLightness(good);
}
