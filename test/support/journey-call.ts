import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Received, received } from './journey-media.ts';
import type { JourneyWorld } from './journey-world.ts';

/** The waiting room's first step as a careful person takes it: picture, light, sound, line. Ends before the consent. */
export async function tryDevices(page: Page): Promise<void> {
  await page.getByLabel('Your own picture').waitFor();
  await page.getByText('Your internet connection is good').waitFor();
  await page.getByText('We hear you').waitFor();
  await page.getByRole('button', { name: 'Play a sound' }).click();
}

/** Reads the rules, ticks, agrees. The button is dead before the tick. */
export async function agree(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Agree and continue' });
  await button.waitFor();
  expect(await button.isDisabled()).toBe(true);
  await page.getByLabel('I have read this and agree').check();
  await button.click();
}

/** Everything a careful person does from the press that leads to the waiting room up to the call's screen. */
export async function passWaitingRoom(world: JourneyWorld, page: Page, door: Locator, shot: string): Promise<void> {
  await door.click({ timeout: 90_000 });
  await tryDevices(page);
  await world.inspect(page, shot);
  await enterCall(page);
}

/** The whole waiting room in a hurry, up to the call's screen. */
export async function enterCall(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click();
  await agree(page);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('timer').waitFor();
}

export async function callStatus(world: JourneyWorld, visitId: string): Promise<string | undefined> {
  const { rows } = await world.pool.query<{ status: string }>('select status from calls where visit_id = $1', [visitId]);
  return rows[0]?.status;
}

export async function waitForCall(world: JourneyWorld, visitId: string, status: string, timeout = 30_000): Promise<void> {
  await expect.poll(() => callStatus(world, visitId), { timeout, interval: 100 }).toBe(status);
}

/** Waits until more picture and more sound than now have arrived and been decoded in each of these pages. */
export async function expectMediaFlows(...pages: readonly Page[]): Promise<void> {
  await Promise.all(
    pages.map(async (page) => {
      const before: Received = await received(page);
      await expect
        .poll(
          async () => {
            const now = await received(page);
            return now.framesDecoded > before.framesDecoded + 5 && now.audioEnergy > before.audioEnergy;
          },
          { timeout: 45_000, interval: 200 },
        )
        .toBe(true);
    }),
  );
}

/** What the database says of a visit's money, in cents. */
export async function moneyOf(
  world: JourneyWorld,
  visitId: string,
): Promise<{ status: string; authorized: number; captured: number; ledger: number }> {
  const { rows } = await world.pool.query(
    `select status, authorized_cents::int as authorized, captured_cents::int as captured,
       (select coalesce(sum(amount_cents), 0)::int from ledger_entries l where l.visit_id = p.visit_id) as ledger
     from payments p where visit_id = $1`,
    [visitId],
  );
  return rows[0];
}
