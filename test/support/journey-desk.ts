import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Chooses a request in the queue; `who` is the visitor's name. */
export async function chooseRequest(sam: Page, who: string): Promise<void> {
  await sam.locator('.split-row', { hasText: who }).click();
  await sam.getByRole('heading', { name: new RegExp(`⟷ ${who}$`) }).waitFor();
}

/** Denies the chosen request; `reason` as the scheduler reads it. */
export async function deny(sam: Page, reason: string, note: string): Promise<void> {
  await sam.getByRole('button', { name: 'Deny' }).click();
  await sam.getByLabel('Why is it denied?').selectOption({ label: reason });
  await sam.getByLabel(/Note to the visitor/).fill(note);
  await sam.getByRole('button', { name: 'Deny the request' }).click();
}

/** Fills in the offer of the first other time at least so many seconds away; does not send it. */
export async function chooseOtherTime(
  sam: Page,
  { seconds, reason, note }: { seconds: number; reason: string; note: string },
): Promise<void> {
  await sam.getByRole('button', { name: 'Offer another time' }).click();
  const slots = sam.locator('input[name=slot]');
  await slots.first().waitFor();
  const starts = await slots.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const start = starts.find((one) => Date.parse(one) > Date.now() + seconds * 1000);
  if (!start) throw new Error(`no other time is offered: ${starts.join(' ')}`);
  await sam.locator(`input[name=slot][value="${start}"]`).check();
  await sam.getByLabel('Why is it offered?').selectOption({ label: reason });
  await sam.getByLabel(/Note to the visitor/).fill(note);
}

/** Cancels a booked visit on its own page; `reason` as staff read it. */
export async function cancelVisit(sam: Page, visitId: string, reason: string): Promise<void> {
  const page = await sam.context().newPage();
  await page.goto(`/staff/visit/${visitId}`);
  await page.getByRole('button', { name: 'Cancel the visit' }).click();
  await page.getByLabel('Why is it cancelled?').selectOption({ label: reason });
  await page.getByRole('button', { name: /^Cancel 1 visit/ }).click();
  await page.locator('.facts dd', { hasText: /^Cancelled/ }).waitFor();
  await page.close();
}

const look = z.object({ files: z.array(z.object({ fileId: z.string(), startedAt: z.string() })) });

/** Finds a visitor's only recording in the list and opens its page. */
export async function findRecording(page: Page, visitor: string): Promise<void> {
  await page.goto('/staff/recordings');
  await page.getByLabel('Search by resident or visitor').fill(visitor.slice(-5));
  const row = page.locator('tbody tr', { hasText: visitor });
  await row.getByText('Sealed').waitFor();
  await row.getByRole('link').click();
}

/** Opens a recording for a purpose and plays it. Answers with the moment that each playing video shows, in milliseconds since 1970. */
export async function playRecording(page: Page, purpose: string): Promise<number[]> {
  await page.getByLabel('Purpose').fill(purpose);
  const answer = page.waitForResponse((response) => response.url().endsWith('/look'));
  await page.getByRole('button', { name: 'Open the recording' }).click();
  const { files } = look.parse(await (await answer).json());
  await page.getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('video')].filter((video) => video.currentTime > 3).length >= 2);
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('video')].filter((video) => !video.paused).map(({ src, currentTime }) => ({ src, currentTime })),
  );
  return places.map(({ src, currentTime }) => {
    const file = files.find(({ fileId }) => src.includes(fileId));
    return Date.parse(file?.startedAt ?? '') + currentTime * 1000;
  });
}
