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
  await sam.locator('input[name=slot]').first().waitFor();
  const start = await findStart(sam, Date.now() + seconds * 1000);
  await sam.locator(`input[name=slot][value="${start}"]`).check();
  await sam.getByLabel('Why is it offered?').selectOption({ label: reason });
  await sam.getByLabel(/Note to the visitor/).fill(note);
}

/** The first offered start after a moment, on whichever day it is; that day is then the one shown. */
async function findStart(sam: Page, after: number): Promise<string> {
  for (const day of await sam.locator('input[name=slot-day]').all()) {
    await day.check();
    const starts = await sam.locator('input[name=slot]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    const start = starts.find((one) => Date.parse(one) > after);
    if (start) return start;
  }
  throw new Error('no other time is offered');
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

const playedFile = z.object({ fileId: z.string(), startedAt: z.string() });
type PlayedFile = z.infer<typeof playedFile>;
const look = z.object({ files: z.array(playedFile) });

/** Finds a visitor's only recording in the list and opens its page. */
export async function findRecording(page: Page, visitor: string): Promise<void> {
  await page.goto('/staff/recordings');
  await page.getByLabel('Search by resident or visitor').fill(visitor.slice(-5));
  const row = page.locator('tbody tr', { hasText: visitor });
  await row.getByText('Sealed').waitFor();
  await row.getByRole('link').click();
}

/** Opens a recording for a purpose and presses Play. Answers with its files. */
export async function playRecording(page: Page, purpose: string): Promise<readonly PlayedFile[]> {
  await page.getByLabel('Purpose').fill(purpose);
  const answer = page.waitForResponse((response) => response.url().endsWith('/look'));
  await page.getByRole('button', { name: 'Open the recording' }).click();
  const { files } = look.parse(await (await answer).json());
  await page.getByRole('button', { name: 'Play' }).click();
  return files;
}

/**
 * Waits until two videos play the same moment, to within so many milliseconds, in twenty samples of a second running: a player that has
 * just begun, or that a busy machine held up, may take some seconds to bring them together.
 * @throws with the differences seen, when they never stay together so long
 */
export async function expectInSync(page: Page, files: readonly PlayedFile[], milliseconds: number): Promise<void> {
  const seen = await page.evaluate(watchSync, { files, milliseconds, samples: 20, patience: 30_000 });
  if (seen.settled) return;
  throw new Error(`two sides were never within ${milliseconds} ms of each other for a second: ${seen.differences.join(' ')}`);
}

interface Watched {
  readonly files: readonly PlayedFile[];
  readonly milliseconds: number;
  readonly samples: number;
  /** Milliseconds. */
  readonly patience: number;
}

/** Runs in the page. */
async function watchSync({ files, milliseconds, samples, patience }: Watched): Promise<{ settled: boolean; differences: number[] }> {
  const moments = (): number[] =>
    [...document.querySelectorAll('video')]
      .filter((video) => !video.paused)
      .map(({ src, currentTime }) => Date.parse(files.find(({ fileId }) => src.includes(fileId))?.startedAt ?? '') + currentTime * 1000);
  const differences: number[] = [];
  let together: number[] = [];
  const until = performance.now() + patience;
  while (performance.now() < until) {
    const [one = Number.NaN, other = Number.NaN] = moments();
    differences.push(Math.round(one - other));
    // A picture that stands still is not played: both must have gone on since the first of the samples.
    together = Math.abs(one - other) <= milliseconds ? [...together, one] : [];
    if (together.length >= samples && one - (together[0] ?? one) > 500) return { settled: true, differences };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { settled: false, differences };
}
