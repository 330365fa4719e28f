import fs from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { connect, type Database } from '../../src/adapters/postgres/database.ts';
import type { AgencyId, FacilityId } from '../../src/core/shared/ids.ts';
import { Temporal } from '../../src/core/shared/time.ts';
import { buildOneOffPeriod } from '../../src/server/demo/builders/build-timetable.ts';
import { brokenRules } from './axe.ts';
import { launchChromium, tenPicturesASecond } from './browsers.ts';
import { startDemoPlatform } from './demo-platform.ts';
import { countPeers } from './journey-media.ts';
import type { Platform } from './platform.ts';

/** A whole platform with demo data on a database of its own, and browsers to walk through it. */
export interface JourneyWorld {
  readonly platform: Platform;
  readonly address: string;
  readonly pool: pg.Pool;
  readonly db: Database;
  /** A page in a context of its own: `phone` for visitors, `desk` for staff, `wall` for stations. Without a browser: today's Chromium. */
  open(kind: keyof typeof screens, options?: BrowserContextOptions, browser?: Browser): Promise<Page>;
  /** Writes what the page shows to the folder JOURNEY_SHOTS, if one is named: to be looked at by a person. */
  shoot(page: Page, name: string): Promise<void>;
  /** The same for a state that no tour of the pages reaches, and axe finds nothing in it. */
  inspect(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

/** Visitors live elsewhere than the jail, so that every page shows two time zones. */
const screens = {
  phone: { viewport: { width: 390, height: 844 }, timezoneId: 'America/New_York', hasTouch: true },
  desk: { viewport: { width: 1280, height: 800 }, timezoneId: 'America/Chicago' },
  wall: { viewport: { width: 1280, height: 800 }, timezoneId: 'America/Chicago', hasTouch: true },
} satisfies Record<string, BrowserContextOptions>;

export async function openJourneyWorld(): Promise<JourneyWorld> {
  const platform = await startDemoPlatform();
  const { db, pool } = connect(platform.databaseUrl, { most: 4, onConnectionLost: () => {} });
  let today: Promise<Browser> | null = null;
  const contexts: BrowserContext[] = [];
  const shoot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env.JOURNEY_SHOTS;
    if (!folder) return;
    fs.mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  };

  return {
    platform,
    address: platform.address,
    pool,
    db,
    async open(kind, options = {}, browser) {
      today ??= browser ? null : launchChromium({ args: [tenPicturesASecond] });
      const chosen = browser ?? (await today);
      if (!chosen) throw new Error('no browser');
      const context = await chosen.newContext({
        ...screens[kind],
        locale: 'en-US',
        baseURL: platform.address,
        permissions: ['camera', 'microphone'],
        ...options,
      });
      context.setDefaultTimeout(20_000);
      contexts.push(context);
      await context.addInitScript(countPeers);
      return context.newPage();
    },
    shoot,
    async inspect(page, name) {
      await shoot(page, name);
      expect(await brokenRules(page), name).toEqual([]);
    },
    async close() {
      // After a failure these show why.
      for (const [index, page] of contexts.flatMap((context) => context.pages()).entries())
        await shoot(page, `last-${index}`).catch(() => undefined);
      for (const context of contexts) await context.close().catch(() => undefined);
      await (await today)?.close();
      await pool.end();
      await platform.stop();
    },
  };
}

/** Where journeys take place. */
export interface JourneyPlace {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
}

export async function placeOf(world: JourneyWorld, slug: string): Promise<JourneyPlace> {
  const row = await world.db.selectFrom('facilities').select(['id', 'agency_id']).where('slug', '=', slug).executeTakeFirstOrThrow();
  return { agencyId: row.agency_id as AgencyId, facilityId: row.id as FacilityId };
}

/** Changes to a policy that let a whole visit happen within minutes; every other number stays the demo's. */
const hasty = {
  allowances: [],
  movementMinutes: 0,
  waitingRoomMinutes: 3,
  warningsSeconds: [20],
  requestExpiresMinutesBefore: 0,
};

/**
 * Makes a facility hasty by a new version of its policy: visits of one minute without notice, no way to walk, no turn-round, every station
 * for every unit (the demo's visit that can be joined now takes one); its timetable rests, and visiting periods are those that a journey adds.
 */
export async function makeHasty(
  world: JourneyWorld,
  { facilityId }: JourneyPlace,
  change: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const social = {
    minimumNoticeMinutes: { visitor: 0, staff: 0 },
    maximumNoticeDays: { visitor: 2, staff: 2 },
    lengthsMinutes: [1, 2, 20],
  };
  await world.pool.query(
    `insert into policies (facility_id, agency_id, version, settings, effective_from)
     select facility_id, agency_id, version + 1,
       jsonb_set(settings || $2::jsonb, '{visitTypes,social}', (settings #> '{visitTypes,social}') || $3::jsonb), now() - interval '1 minute'
     from policies where facility_id = $1 order by version desc limit 1`,
    [facilityId, JSON.stringify({ ...hasty, ...change }), JSON.stringify(social)],
  );
  await world.pool.query('update stations set turn_round_minutes = 0 where facility_id = $1', [facilityId]);
  await world.pool.query(
    `insert into station_units select s.id, u.id from stations s join housing_units u using (facility_id) where facility_id = $1
     on conflict do nothing`,
    [facilityId],
  );
  await world.pool.query("update timetable_entries set valid_to_on = '2026-01-02' where facility_id = $1", [facilityId]);
}

/** A visiting period that has begun a minute ago and goes on for half an hour, for visits of one minute. */
export function periodNow(world: JourneyWorld, place: JourneyPlace): Promise<unknown> {
  const minute = Math.floor(Date.now() / 60_000) * 60_000;
  const start = Temporal.Instant.fromEpochMilliseconds(minute - 60_000);
  return buildOneOffPeriod(world.db, { ...place, during: { start, end: start.add({ minutes: 30 }) }, lengthsMinutes: [1] });
}

/** A visiting period with room for one visit, so many seconds from now and so many minutes long. */
export function periodSoon(world: JourneyWorld, place: JourneyPlace, seconds: number, minutes = 1): Promise<unknown> {
  const start = Temporal.Instant.fromEpochMilliseconds(Math.ceil(Date.now() / 1000 + seconds) * 1000);
  return buildOneOffPeriod(world.db, { ...place, during: { start, end: start.add({ minutes }) }, lengthsMinutes: [minutes] });
}

/** A visiting period in a day, three hours long, for visits of twenty minutes. */
export function periodTomorrow(world: JourneyWorld, place: JourneyPlace): Promise<unknown> {
  const hour = Math.floor(Date.now() / 3_600_000) * 3_600_000;
  const start = Temporal.Instant.fromEpochMilliseconds(hour).add({ hours: 24 });
  return buildOneOffPeriod(world.db, { ...place, during: { start, end: start.add({ hours: 3 }) }, lengthsMinutes: [20] });
}
