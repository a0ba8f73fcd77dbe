import { backgrounds, defaultAccent, type Look, type Picture } from '../model/look.ts';
import { drawnPictures, SHARED_SIZE } from './views/own.ts';

/*
 * Pictures that are drawn at each build, as SVG: icons, and what is shown where a link is shared. A program that draws them needs
 * neither fonts of the system nor files: both are given.
 */

/** A picture to draw as PNG. */
export interface Drawing {
  /** Below the site. */
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  readonly svg: string;
}

/** What they are made from. */
export interface DrawingInputs {
  readonly accent: string;
  /** The picture of the site as a `data:` address. */
  readonly icon: string;
  /** Texts in the shared picture that the fonts can write, the largest first. */
  readonly texts: readonly { readonly text: string; readonly family: string }[];
}

/** The picture that icons are made from; undefined for Heliostat's own. */
export function iconOf({ mark, icon }: Look): Picture | undefined {
  return mark ?? icon;
}

export function accentOf({ accent }: Look): string {
  return (accent ?? defaultAccent).light;
}

export function drawings(inputs: DrawingInputs, hasShared: boolean): Drawing[] {
  const icons = [
    { file: drawnPictures.touchIcon, width: 180 },
    ...Object.entries(drawnPictures.icons).map(([pixels, file]) => ({ file, width: Number(pixels) })),
  ];
  return [
    ...icons.map((icon) => ({ ...icon, svg: iconSvg(inputs) })),
    ...(hasShared ? [] : [{ file: drawnPictures.shared, width: SHARED_SIZE.width, svg: sharedSvg(inputs) }]),
  ];
}

const PAPER = backgrounds.light[0];
/** Part of an icon that phones may cut off on each side. */
const MARGIN = 10;

/** The mark on paper, as phones put an icon on any colour. */
function iconSvg({ icon }: DrawingInputs): string {
  const side = 100 - 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="${PAPER}"/><image x="${MARGIN}" y="${MARGIN}" width="${side}" height="${side}" href="${icon}"/></svg>`;
}

/** The mark, the name, and below it the colour of the site. */
function sharedSvg({ accent, icon, texts }: DrawingInputs): string {
  const { width, height } = SHARED_SIZE;
  const [left, side] = [96, 200];
  const sizes = [nameSize(texts[0]?.text ?? ''), 36];
  const lines = texts.slice(0, 2).map(({ text, family }, index) => {
    const fill = index === 0 ? '#1b1d1f' : '#5d6165';
    return `<text x="${left}" y="${430 + index * 68}" font-family="${escapeText(family)}" font-size="${sizes[index]}" font-weight="${index === 0 ? 700 : 400}" fill="${fill}">${escapeText(text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${PAPER}"/><image x="${left}" y="96" width="${side}" height="${side}" href="${icon}"/>${lines.join('')}<rect y="${height - 24}" width="${width}" height="24" fill="${accent}"/></svg>`;
}

/** A name fits into the picture: a character of Chinese is as wide as it is high, others a little more than half of it. */
function nameSize(name: string): number {
  const widths = [...name].map((char) => (/[\u1100-\u{3ffff}]/u.test(char) ? 1 : 0.62));
  const ems = widths.reduce((sum, width) => sum + width, 0);
  return Math.min(80, Math.floor((SHARED_SIZE.width - 2 * 96) / Math.max(ems, 1)));
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
