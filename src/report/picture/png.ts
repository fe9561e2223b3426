import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { readFontFile } from './font-file.ts';
import type { Font, Fonts } from './lettering.ts';

const FONT_PACKAGE = '@expo-google-fonts/noto-sans-sc';

/** The fonts of the package, read once for each who asks: 10 MB each. */
export async function loadFonts(): Promise<Fonts> {
  const [regular, bold] = await Promise.all([
    loadFont('400Regular/NotoSansSC_400Regular.ttf'),
    loadFont('700Bold/NotoSansSC_700Bold.ttf'),
  ]);
  return { regular, bold };
}

async function loadFont(path: string): Promise<Font> {
  const file = createRequire(import.meta.url).resolve(`${FONT_PACKAGE}/${path}`);
  return { file: readFontFile(await readFile(file)), outlines: new Map() };
}

/** Off the main thread: the bot goes on listening meanwhile. No font is loaded, texts are outlines already. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const image = await renderAsync(svg, { font: { loadSystemFonts: false } });
  return new Uint8Array(image.asPng());
}
