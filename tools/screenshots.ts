import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../test/support/browsers.ts';
import { startPlatform } from '../test/support/platform.ts';
import { openShown, preparePageTour } from './page-tour.ts';

/** A small phone held upright, and a laptop. */
const sizes = [
  { width: 360, height: 640 },
  { width: 1280, height: 800 },
] as const;

/**
 * `npm run screenshots [-- --url http://localhost:3000] [--only book]`: every page in both sizes and both languages into `screenshots/`. Without
 * an address a platform with demo data is started for it and ended again.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' }, only: { type: 'string' } } });
  const folder = path.resolve(import.meta.dirname, '../screenshots');
  fs.mkdirSync(folder, { recursive: true });
  const platform = values.url === undefined ? await startPlatform() : null;
  const browser = await launchChromium();
  let written = 0;
  try {
    const tour = await preparePageTour(browser, values.url ?? platform?.address ?? '');
    for (const language of ['en', 'es'] as const)
      for (const viewport of sizes)
        for (const shown of tour.pages) {
          if (values.only !== undefined && !shown.name.includes(values.only)) continue;
          const context = await tour.contextOf(shown.person, {
            language,
            viewport,
            timezoneId: 'America/Chicago',
            permissions: ['camera', 'microphone'],
          });
          const page = await context.newPage();
          await openShown(page, shown, language);
          const name = `${shown.name}-${viewport.width}-${language}.png`;
          await page.screenshot({ path: path.join(folder, name), fullPage: true });
          await context.close();
          written++;
        }
  } finally {
    await browser.close();
    await platform?.stop();
  }
  process.stdout.write(`${written} pictures in ${folder}\n`);
}

await main();
