import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

const require = createRequire(import.meta.url);
/** The small build, half the size of what the package offers as `axe.source`: for a hundred pages that is a second or two. */
const source = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Carried out in the page: rules broken, each with the first elements that break it. */
const findings = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;

/** For a context whose pages are all looked at: axe is handed to the browser once and is there in every page that opens. */
export async function bringAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript(source);
}

/** The rules of accessibility that the page breaks as it stands now; empty when axe finds nothing. */
export async function brokenRules(page: Page): Promise<string[]> {
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(source);
  return (await page.evaluate(findings)) as string[];
}
