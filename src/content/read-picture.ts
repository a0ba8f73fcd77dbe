/*
 * What a picture is, from its first bytes. Extensions are not believed: servers send a picture as what its name says, and
 * browsers refuse to guess.
 */

/** A picture that pages may show. */
export interface PictureFacts {
  /** The extension that it is published with. */
  readonly extension: 'svg' | 'png' | 'jpg' | 'webp';
  /** In pixels, or in the units of an SVG; missing where it does not say. */
  readonly width?: number;
  readonly height?: number;
}

/** A page loads it for a small place. */
const MOST_KIBIBYTES = 512;

/** What a picture is, or in words why it cannot be used. */
export function readPicture(bytes: Uint8Array): PictureFacts | string {
  if (bytes.length > MOST_KIBIBYTES * 1024) return `it is larger than ${MOST_KIBIBYTES} KiB`;
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return readPng(bytes);
  if (start.startsWith('\xff\xd8\xff')) return { extension: 'jpg' };
  if (/^RIFF....WEBP/s.test(start)) return { extension: 'webp' };
  return readSvg(new TextDecoder().decode(bytes));
}

/** Width and height are in the first chunk; see the PNG specification, 11.2.1. */
function readPng(bytes: Uint8Array): PictureFacts | string {
  if (bytes.length < 24) return 'it ends before its size';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return { extension: 'png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** What runs a program in a drawing that somebody opens by itself. */
const ACTIVE = /<\s*(\w+:)?(script|foreignObject|iframe|handler)\b|[\s"'/]on\w+\s*=|javascript:|<!ENTITY/i;

function readSvg(text: string): PictureFacts | string {
  const [tag] = /<svg\b[^>]*>/i.exec(text) ?? [];
  if (!tag || !/^\s*</.test(text)) return 'it is neither SVG, PNG, JPEG nor WebP';
  if (ACTIVE.test(text)) return 'it contains a script';
  return { extension: 'svg', ...svgSize(tag) };
}

/** Its own coordinates give the shape, also where it says in which size it wants to be shown. */
function svgSize(tag: string): Pick<PictureFacts, 'width' | 'height'> {
  const box = /\bviewBox\s*=\s*["']\s*[\d.+-]+[\s,]+[\d.+-]+[\s,]+(?<width>[\d.]+)[\s,]+(?<height>[\d.]+)/i.exec(tag);
  const side = (name: string) =>
    Number(box?.groups?.[name] ?? new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)`).exec(tag)?.[1]);
  const [width, height] = [side('width'), side('height')];
  return width > 0 && height > 0 ? { width, height } : {};
}
