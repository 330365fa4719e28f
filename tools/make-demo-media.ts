import { mkdirSync, writeFileSync } from 'node:fs';
import { encodeMediaLoop } from '../src/media/recorder/synthetic.ts';
import { servePage } from '../test/media/support/page-server.ts';
import { launchChromium } from '../test/support/browsers.ts';
import { drawDemoFigure, type Figure } from './draw-demo-figure.ts';

/**
 * Makes the media of the demo's past visits, `src/server/demo/media/*.bin`: `node tools/make-demo-media.ts`. The files are kept in
 * the repository, since encoders differ from browser to browser and the demo must not need one.
 */
const width = 320;
const height = 240;
const seconds = 12;
const folder = new URL('../src/server/demo/media/', import.meta.url);

const figures: Record<string, Figure> = {
  visitor: {
    background: '#8a5a44',
    clothes: '#2f6f6a',
    hair: '#3a2618',
    skin: '#b98a6a',
    caption: 'Demo: drawn, not filmed',
    tone: 330,
    speaks: [
      [500, 3200],
      [7000, 9500],
    ],
  },
  resident: {
    background: '#55626e',
    clothes: '#3d4f7a',
    hair: '#54504c',
    skin: '#b98a6a',
    caption: 'Demo: drawn, not filmed',
    tone: 220,
    speaks: [
      [3600, 6600],
      [9900, 11_500],
    ],
  },
};

// Encoders are there for secure pages only, and localhost is one.
const pages = await servePage('recorder-page.html');
const browser = await launchChromium();
try {
  mkdirSync(folder, { recursive: true });
  for (const [name, figure] of Object.entries(figures)) {
    const page = await browser.newPage();
    await page.goto(pages.url);
    const { frames, errors } = await page.evaluate(drawDemoFigure, { figure, width, height, seconds });
    if (errors.length > 0) throw new Error(errors.join('; '));
    const loop = frames
      .map((frame) => ({ ...frame, width, height, data: Buffer.from(frame.data, 'base64') }))
      .toSorted((one, other) => one.milliseconds - other.milliseconds);
    const bytes = encodeMediaLoop({ width, height, milliseconds: seconds * 1000, frames: loop });
    writeFileSync(new URL(`${name}.bin`, folder), bytes);
    console.log(`${name}: ${loop.length} frames, ${bytes.length} bytes`);
    await page.close();
  }
} finally {
  await browser.close();
  await pages.close();
}
