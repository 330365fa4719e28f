import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Carried out in the page: rules broken, each with the first elements that break it. */
const findings = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, nodes }) =>
  id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;

/** The rules of accessibility that the page breaks as it stands now; empty when axe finds nothing. */
export async function brokenRules(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return (await page.evaluate(findings)) as string[];
}
