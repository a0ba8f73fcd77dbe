import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textIn } from '../base/localized.ts';
import type { Picture } from '../model/look.ts';
import type { Portal } from '../model/portal.ts';
import { accentOf, type Drawing, drawings, iconOf } from '../site/drawings.ts';
import type { Compiled } from './compile.ts';
import { findFont } from './find-fonts.ts';
import { keyOf } from './key-of.ts';
import type { Publishable } from './publish.ts';

/** The pictures of the operator as they are, and those that are drawn from them. */
export function pictureFiles(portal: Portal, compiled: Compiled): Publishable[] {
  const { look, sponsors } = portal.own;
  const own = [
    look.mark,
    look.icon,
    look.logo?.light,
    look.logo?.dark,
    look.shared,
    ...sponsors.map(({ logo }) => logo),
  ];
  const byFile = new Map(own.flatMap((picture) => (picture ? [[picture.file, picture] as const] : [])));
  return [...byFile.values()].map(toPublished).concat(drawnFiles(portal, compiled));
}

/** The name tells the bytes. */
function toPublished({ file, path }: Picture): Publishable {
  return { file, key: file, make: () => readFileSync(path) };
}

function drawnFiles(portal: Portal, compiled: Compiled): Publishable[] {
  const { look } = portal.own;
  const texts = namesOf(portal);
  const icon = iconOf(look);
  const key = keyOf(compiled.fingerprint, accentOf(look), icon?.file, look.shared?.file, texts);
  let drawn: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  const make = (file: string) => async () => {
    drawn ??= drawAll(portal, icon?.path ?? join(compiled.client, '_heliostat/icon.svg'), texts);
    return (await drawn).get(file)!;
  };
  const planned = drawings({ accent: '', icon: '', texts: [] }, look.shared !== undefined);
  return planned.map(({ file }) => ({ file, key: `${key} ${file}`, make: make(file) }));
}

/** What the shared picture may say, by preference: the name in the site's first language, and its address. */
function namesOf({ site, languages }: Portal): readonly string[] {
  return [
    textIn(site.name, languages[0]) ?? site.abbr,
    new URL(site.url).host + new URL(site.url).pathname.replace(/\/$/, ''),
  ];
}

async function drawAll(
  portal: Portal,
  iconPath: string,
  texts: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await Promise.all(texts.map(async (text) => ({ text, font: await findFont(text) })));
  const written = found.flatMap(({ text, font }) => (font ? [{ text, ...font }] : []));
  const fonts = [...new Set(written.map(({ path }) => path))].map((path) => readFileSync(path));
  const inputs = { accent: accentOf(portal.own.look), icon: dataAddress(iconPath), texts: written };
  const draw = await loadDrawing(fonts);
  return new Map(
    drawings(inputs, portal.own.look.shared !== undefined).map((drawing) => [drawing.file, draw(drawing)]),
  );
}

function dataAddress(path: string): string {
  const bytes = readFileSync(path);
  const type = bytes[0] === 0x89 ? 'image/png' : 'image/svg+xml';
  return `data:${type};base64,${bytes.toString('base64')}`;
}

/** The program that draws is large, and seldom needed. */
async function loadDrawing(fonts: readonly Uint8Array[]): Promise<(drawing: Drawing) => Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  initialised ??= initWasm(readFileSync(new URL(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
  await initialised;
  return ({ svg, width }) => {
    const options = {
      fitTo: { mode: 'width' as const, value: width },
      font: { fontBuffers: [...fonts], loadSystemFonts: false },
    };
    const picture = new Resvg(svg, options).render();
    return picture.asPng();
  };
}

let initialised: Promise<void> | undefined;
