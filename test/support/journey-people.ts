import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { demoPassword, demoPin } from '../../src/server/demo/demo-people.ts';
import type { JourneyWorld } from './journey-world.ts';

const mails = z.object({
  mails: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), calendar: z.string().nullable() })),
});
const codes = z.object({
  staff: z.array(z.object({ email: z.string(), code: z.string() })),
  stations: z.array(z.object({ name: z.string(), facility: z.string(), code: z.string() })),
});
export type Mail = z.infer<typeof mails>['mails'][number];

/** The newest mail to an address whose subject fits, as anybody can read it on /dev/mail; waits for it. */
export async function mailTo(world: JourneyWorld, to: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${world.address}/dev/mail.json?to=${encodeURIComponent(to)}`);
        const all = mails.parse(await answer.json()).mails;
        found = all.find((mail) => subject.test(mail.subject));
        return found ? 'there' : all.map((mail) => mail.subject).join('; ');
      },
      { timeout: 20_000 },
    )
    .toBe('there');
  if (!found) throw new Error('unreachable');
  return found;
}

/** The first link of a mail. */
export function linkIn(mail: Mail): string {
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (!link) throw new Error(`no link in “${mail.subject}”`);
  return link;
}

export interface Newcomer {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** From the landing page to the notice that a mail is on its way. */
export async function signUp(page: Page, { name, email, password }: Newcomer): Promise<void> {
  await page.goto('/');
  await page.getByRole('link', { name: 'Open an account' }).first().click();
  await page.getByLabel('Your full name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Your date of birth').fill('1991-04-12');
  await page.getByLabel('Choose a password').fill(password);
  await page.getByRole('button', { name: 'Open the account' }).click();
  await page.getByRole('heading', { name: 'A mail is on its way' }).waitFor();
}

/** Opens the link of the verification mail and goes on to the home page. */
export async function verifyAddress(world: JourneyWorld, page: Page, email: string): Promise<void> {
  await page.goto(linkIn(await mailTo(world, email, /Confirm your e-mail/)));
  await page.getByText('is confirmed. Your account is ready.').waitFor();
  await page.getByRole('link', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: /^Hello/ }).waitFor();
}

/** Signs out, asks for the mail, and chooses a new password by its link. Ends on the sign-in page. */
export async function forgetPassword(world: JourneyWorld, page: Page, email: string, newPassword: string): Promise<void> {
  await page.goto('/account');
  await page.getByRole('button', { name: 'Sign out on this device' }).click();
  await page.goto('/forgot');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('a mail with a link is on its way').waitFor();
  await page.goto(linkIn(await mailTo(world, email, /Choose a new password/)));
  await page.getByLabel('Choose a password').fill(newPassword);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByText('Your new password is saved').waitFor();
}

export async function signInVisitor(page: Page, email: string, password: string = demoPassword): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: /^Hello/ }).waitFor();
}

/** Opens the staff pages and passes their gate. */
export async function signInStaff(world: JourneyWorld, page: Page, email: string): Promise<void> {
  await page.goto('/staff');
  await passStaffGate(world, page, email);
}

/** Both factors, wherever the gate stands; the code comes from /dev/codes. */
export async function passStaffGate(world: JourneyWorld, page: Page, email: string): Promise<void> {
  // A code counts once. Who comes back within the half minute would have to wait for the next.
  await world.pool.query('update staff_second_factors set last_step = -1 where staff_id = (select id from staff where email = $1)', [
    email,
  ]);
  await page.getByLabel('Work e-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Code').waitFor();
  const { staff } = codes.parse(await (await fetch(`${world.address}/dev/codes.json`)).json());
  await page.getByLabel('Code').fill(staff.find((one) => one.email === email)?.code ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Turns the page's browser into a station of the facility. */
export async function enrollStation(world: JourneyWorld, page: Page, name: string): Promise<void> {
  await page.goto('/station');
  const { stations } = codes.parse(await (await fetch(`${world.address}/dev/codes.json`)).json());
  await page.getByLabel('Code').fill(stations.find((one) => one.name === name)?.code ?? '');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByRole('button', { name: 'English' }).waitFor();
}

/** Resident number and PIN on the pad of an idle station. */
export async function signInResident(page: Page, bookingNumber: string, pin: string = demoPin): Promise<void> {
  await page.getByRole('button', { name: 'English' }).click();
  for (const digit of bookingNumber) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: /^Hello/ }).waitFor();
}

/** On the processor's hosted page: fills in a test card by its button and saves it. */
export async function saveCard(page: Page, card: string | RegExp = 'A card that works'): Promise<void> {
  await page.getByRole('button', { name: card }).click();
  await page.getByRole('button', { name: 'Save this card' }).click();
}

export interface Booking {
  readonly resident: string;
  readonly length: '1 minute' | '2 minutes' | '20 minutes';
}

/** From the home page to the kept time: length, where there are several, then the first time that `fits`. Answers with the visit's id. */
export async function holdTime(
  page: Page,
  { resident, length }: Booking,
  fits: (text: string, index: number) => boolean = () => true,
): Promise<string> {
  await page.goto('/home');
  await page
    .getByRole('link', { name: `Book a visit with ${resident}` })
    .first()
    .click();
  const slots = page.locator('section .slots .slot');
  const choice = page.getByRole('link', { name: length });
  // Where there is one length there is none to choose.
  await choice.or(slots.first()).waitFor();
  if (await choice.isVisible()) await choice.click();
  await slots.first().waitFor();
  const texts = await slots.allTextContents();
  const index = texts.findIndex(fits);
  await slots.nth(index).click();
  await page.getByRole('heading', { name: 'Is everything right?' }).waitFor();
  return new URL(page.url()).searchParams.get('visit') ?? '';
}

/** From the kept time to the request: saves a card at the processor unless the visit is free. Ends on the visit's page. */
export async function sendRequest(page: Page, visitId: string): Promise<void> {
  const send = page.getByRole('button', { name: /^(Send the request|Go on to save a card)$/ });
  const isFree = (await send.textContent())?.includes('Send');
  await send.click();
  if (!isFree) await saveCard(page);
  await page.waitForURL(new RegExp(`/visit/${visitId}`));
}
