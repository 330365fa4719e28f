import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import type { RouteOutput } from '../src/contract/routes.ts';
import { demoPassword, demoPin, demoStaff, namedResidents } from '../src/server/demo/demo-people.ts';
import { type Found, type Person, type ShownPage, shownPages, type TourVisitor, tourVisitors, type Visit } from './shown-pages.ts';
import { stage } from './staged-answer.ts';

type Saved = Exclude<BrowserContextOptions['storageState'], string | undefined>;
type Offers = RouteOutput<'GET /api/visitor/contacts/:residentId/offers'>;
type Contacts = RouteOutput<'GET /api/visitor/contacts'>;

const codes = z.object({
  staff: z.array(z.object({ email: z.string(), code: z.string() })),
  stations: z.array(z.object({ name: z.string(), code: z.string() })),
});
const texts = path.resolve(import.meta.dirname, '../web/text');
const staffRoles = { scheduler: 'scheduler', officer: 'unit-officer', investigator: 'investigator', admin: 'facility-admin' } as const;

export interface Tour {
  readonly pages: readonly ShownPage[];
  /** A browser context in which this page's person is signed in. The caller closes it. */
  contextOf(person: Person, options: BrowserContextOptions & { readonly language: 'en' | 'es' }): Promise<BrowserContext>;
}

/** Signs in everybody once on a demo platform, finds what there is to show, and gives the list of pages. */
export async function preparePageTour(browser: Browser, address: string): Promise<Tour> {
  const signedIn = new Map<Person, Saved>();
  const contextOf: Tour['contextOf'] = async (person, { language, ...options }) => {
    const storageState = signedIn.get(person);
    const context = await browser.newContext({
      baseURL: address,
      locale: `${language}-US`,
      ...options,
      ...(storageState ? { storageState } : {}),
    });
    await context.addInitScript((chosen) => localStorage.setItem('openvisit.language', chosen), language);
    return context;
  };
  const found = await findAll(browser, address, signedIn);
  return { pages: shownPages(found), contextOf };
}

/**
 * Opens a page and waits until it shows what it is there for.
 * @param language of the context the page is in
 * @throws with what it shows instead
 */
export async function openShown(page: Page, shown: ShownPage, language: 'en' | 'es'): Promise<void> {
  await page.context().setOffline(false);
  await stage(page, shown.answers ?? []);
  await page.goto(shown.address);
  await page
    .locator('h1, h2')
    .first()
    .waitFor()
    .catch(async () => {
      throw new Error(`${shown.name} (${shown.address}) shows no heading but “${await page.locator('body').innerText()}”`);
    });
  await page.waitForLoadState('load');
  await settled(page);
  if (!shown.reach) return;
  await shown.reach({ page, language, t: (key) => words(language)[key] ?? key });
  await settled(page);
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
}

const catalogues = new Map<string, Readonly<Record<string, string>>>();

/** Every sentence of a language, as the pages load them. */
function words(language: 'en' | 'es'): Readonly<Record<string, string>> {
  const known = catalogues.get(language);
  if (known) return known;
  const read = (area: string): object => JSON.parse(fs.readFileSync(path.join(texts, `${area}.${language}.json`), 'utf8'));
  const all = Object.assign({}, ...['ui', 'visitor', 'call', 'staff', 'station'].map(read));
  catalogues.set(language, all);
  return all;
}

async function findAll(browser: Browser, address: string, signedIn: Map<Person, Saved>): Promise<Found> {
  const call = async <Answer>(context: BrowserContext, method: 'GET' | 'POST', path: string, data?: unknown): Promise<Answer> => {
    const response = await context.request.fetch(address + path, {
      method,
      headers: { 'x-openvisit': '1' },
      ...(data === undefined ? {} : { data }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${response.status()} ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  const asPerson = async <Answer>(person: Person, work: (context: BrowserContext) => Promise<Answer>): Promise<Answer> => {
    const context = await browser.newContext({ baseURL: address });
    const answer = await work(context);
    signedIn.set(person, await context.storageState());
    await context.close();
    return answer;
  };
  const visitor = (person: TourVisitor) =>
    asPerson(person, async (context) => {
      await call(context, 'POST', '/api/visitor/sign-in', { email: `${person}@example.org`, password: demoPassword });
      const read = async (): Promise<{ person: TourVisitor; visit: Visit }[]> => {
        const answers = await Promise.all(
          ['upcoming', 'past'].map((which) => call<{ visits: Visit[] }>(context, 'GET', `/api/visitor/visits?which=${which}`)),
        );
        return answers.flatMap((answer) => answer.visits.map((visit) => ({ person, visit })));
      };
      let visits = await read();
      // Rosa's visit of now opens a moment after the demo was made.
      for (let left = 60; person === 'rosa' && left > 0 && !visits.some(({ visit }) => visit.status === 'joinable'); left--) {
        await pause(500);
        visits = await read();
      }
      const { contacts } = await call<Contacts>(context, 'GET', '/api/visitor/contacts');
      const residentId = contacts.find((contact) => contact.canVisit)?.resident.id ?? '';
      const held = person === 'ana' ? await hold(context, residentId) : null;
      const cardPage = held && (await call<{ url: string }>(context, 'POST', `/api/visitor/visits/${held.id}/card-setup`)).url;
      return { visits, residentId, held, cardPage };
    });
  const hold = async (context: BrowserContext, residentId: string): Promise<Visit | null> => {
    const offers = await call<Offers>(context, 'GET', `/api/visitor/contacts/${residentId}/offers?days=14&lengthMinutes=20`);
    const slot = offers.days.flatMap((day) => day.slots)[0];
    if (!slot) return null;
    return call(context, 'POST', '/api/visitor/holds', {
      residentId,
      visitType: offers.visitType,
      startsAt: slot.startsAt,
      lengthMinutes: offers.lengthMinutes,
    });
  };
  const staff = async (
    person: keyof typeof staffRoles,
    path: string,
  ): Promise<{ visits?: { id: string; status: string }[]; recordings?: { id: string; visitId: string; state: string }[] }> =>
    asPerson(person, async (context) => {
      const email = demoStaff.find((one) => one.facility === 'cedar' && one.roles.includes(staffRoles[person]))?.email ?? '';
      await call(context, 'POST', '/api/staff/sign-in', { email, password: demoPassword });
      const { staff: known } = codes.parse(await call(context, 'GET', '/dev/codes.json'));
      await call(context, 'POST', '/api/staff/verify-code', { code: known.find((one) => one.email === email)?.code ?? '' });
      return call(context, 'GET', path);
    });
  const station = async (person: 'station' | 'resident', name: string): Promise<void> =>
    asPerson(person, async (context) => {
      const { stations } = codes.parse(await call(context, 'GET', '/dev/codes.json'));
      await call(context, 'POST', '/api/station/enroll', { code: stations.find((one) => one.name === name)?.code ?? '' });
      if (person === 'resident')
        await call(context, 'POST', '/api/station/sign-in', {
          bookingNumber: namedResidents.luis.bookingNumber,
          pin: demoPin,
          language: 'en',
        });
    });

  const ana = await visitor('ana');
  const visits = [...ana.visits];
  for (const person of tourVisitors) if (person !== 'ana') visits.push(...(await visitor(person)).visits);
  const queue = await staff('scheduler', '/api/staff/queue');
  const { recordings } = await staff('investigator', '/api/staff/recordings');
  const hadCall = new Set(visits.filter(({ visit }) => visit.status === 'ended').map(({ visit }) => visit.id as string));
  await staff('officer', '/api/staff/me');
  await staff('admin', '/api/staff/me');
  await station('station', 'Station A-2');
  await station('resident', 'Station C-1');
  return {
    visits,
    residentId: ana.residentId,
    held: ana.held,
    cardPage: ana.cardPage,
    recordingId: recordings?.find(({ state, visitId }) => state === 'sealed' && hadCall.has(visitId))?.id ?? null,
    staffVisitId: queue.visits?.find(({ status }) => status === 'requested')?.id ?? null,
  };
}
