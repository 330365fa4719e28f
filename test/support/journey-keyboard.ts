import type { Page } from 'playwright-core';

interface Focused {
  readonly name: string;
  readonly ring: boolean;
}

/**
 * Presses Tab until the focus is on what is called so, as somebody without a mouse does.
 * @throws when it is not met, or when something on the way has no visible focus
 */
export async function tabTo(page: Page, wanted: RegExp, most = 80): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const { name, ring } = await page.evaluate(focused);
    if (!ring) throw new Error(`“${name}” has the focus, but nobody sees it`);
    if (wanted.test(name)) return;
    met.push(name);
  }
  throw new Error(`Tab does not lead to ${wanted}; it met ${met.join(' | ')}`);
}

/** Waits for a page's heading to have taken the focus: who presses Tab sooner would be thrown back to the top. */
export async function arriveAt(page: Page, title: RegExp): Promise<void> {
  await page.waitForFunction(
    (source) => document.activeElement?.tagName === 'H1' && new RegExp(source).test(document.activeElement.textContent ?? ''),
    title.source,
  );
}

/** Tab to it, then Enter. */
export async function press(page: Page, wanted: RegExp): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Runs in the page. */
function focused(): Focused {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return { name: '', ring: true };
  const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : '';
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  return {
    name: (element.getAttribute('aria-label') ?? (label || (element.textContent ?? ''))).trim(),
    ring: outlineStyle !== 'none' || boxShadow !== 'none',
  };
}
