import type { VisitorCaller } from '../../core/access/caller.ts';
import type { AgencyId, FacilityId, ResidentId, VisitorId } from '../../core/shared/ids.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { PaymentGateway } from '../../ports/payment-gateway.ts';
import { startCardSetup } from '../../usecases/billing/start-card-setup.ts';
import { Refusal } from '../../usecases/refusal.ts';
import { confirmVisit } from '../../usecases/visits/confirm-visit.ts';
import { holdSlot } from '../../usecases/visits/hold-slot.ts';
import { requestVisit } from '../../usecases/visits/request-visit.ts';
import { schedulerOf } from './build-history.ts';
import { buildOneOffPeriod } from './builders/build-timetable.ts';
import type { DemoParts } from './demo-parts.ts';
import { joinableMinutes, joinableVisits } from './joinable-visit.ts';
import { bookingAt } from './past-clock.ts';

const facilitySlug = 'cedar-county-jail';
const lengthMinutes = joinableMinutes;

interface Pair {
  readonly visitorId: VisitorId;
  readonly residentId: ResidentId;
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
}

/** Makes sure that some visit can be joined right now, at any hour: a one-off visiting period, booked and paid as it would have been yesterday. */
export async function topUpJoinableVisit(parts: DemoParts): Promise<void> {
  const now = parts.clock.now();
  if ((await joinableVisits(parts.db, now)).length > 0) return;
  const startsAt = nextMinute(now);
  const pairs = await pairsOf(parts);
  const [place] = pairs;
  if (!place) return;
  const during = { start: startsAt, end: startsAt.add({ minutes: lengthMinutes }) };
  const periodId = await buildOneOffPeriod(parts.db, { ...place, during, capacity: 1, lengthsMinutes: [lengthMinutes] });
  let isBooked = false;
  try {
    isBooked = await bookSome(parts, pairs, startsAt);
  } finally {
    if (!isBooked) await parts.db.deleteFrom('one_off_periods').where('id', '=', periodId).execute();
  }
}

/** The first pair whom the rules let. @returns whether there was one; if not, why stands in the log. */
async function bookSome(parts: DemoParts, pairs: readonly Pair[], startsAt: Temporal.Instant): Promise<boolean> {
  const refused: string[] = [];
  for (const pair of pairs) {
    try {
      await book(parts, pair, startsAt);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.code === 'cannot-be-paid') {
        parts.logger.warn(
          { facility: facilitySlug },
          'no demo visit can be joined now: the facility has a price and PAYMENTS is none. Save a rate of 0 on its rates page, or start with a new data folder for demo data that are free of charge.',
        );
        return false;
      }
      // This pair has used its allowance, or is busy: the next one may fit.
      refused.push(error.code);
    }
  }
  parts.logger.warn(
    { facility: facilitySlug, refused },
    'no demo visit can be joined now: every pair was refused, each for what stands here',
  );
  return false;
}

async function book(parts: DemoParts, pair: Pair, startsAt: Temporal.Instant): Promise<void> {
  const visitor: VisitorCaller = { kind: 'visitor', visitorId: pair.visitorId };
  const asked = bookingAt(parts, startsAt.subtract({ hours: 26 }), withoutExpiry(parts.payments));
  const held = await holdSlot(asked, visitor, { residentId: pair.residentId, visitType: 'social', startsAt, lengthMinutes });
  if (held.visit.quote.totalCents > 0) await parts.saveCard((await startCardSetup(asked, visitor, held.visit.id)).url);
  const { visit } = await requestVisit(asked, visitor, held.visit.id);
  if (visit.status === 'requested') await confirmVisit(asked, await schedulerOf(parts, pair), visit.id, visit.revision);
}

/** The hold of yesterday would have closed the hosted page long ago. */
function withoutExpiry(payments: PaymentGateway): PaymentGateway {
  return {
    takesCards: payments.takesCards,
    openCardSetup: (wish, key) => payments.openCardSetup({ ...wish, expiresAt: null }, key),
    expireCardSetup: (id) => payments.expireCardSetup(id),
    readCardSetup: (id) => payments.readCardSetup(id),
    authorize: (wish, key) => payments.authorize(wish, key),
    readAuthorization: (id) => payments.readAuthorization(id),
    capture: (id, amount, key) => payments.capture(id, amount, key),
    release: (id, key) => payments.release(id, key),
    refund: (id, amount, key) => payments.refund(id, amount, key),
    forgetCard: (token) => payments.forgetCard(token),
    verifyWebhook: (body, headers, now) => payments.verifyWebhook(body, headers, now),
  };
}

/** Rosa and Luis first; Ana and Marcus never, so that their week stays free for trying the booking. */
async function pairsOf({ db }: DemoParts): Promise<Pair[]> {
  const rows = await db
    .selectFrom('connections as c')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .innerJoin('facilities as f', 'f.id', 'c.facility_id')
    .select(['c.visitor_id', 'c.resident_id', 'c.agency_id', 'c.facility_id', 'v.email'])
    .where('c.status', '=', 'approved')
    .where('f.slug', '=', facilitySlug)
    .where('v.email', 'not in', ['ana@example.org', 'dana@example.org'])
    .orderBy('v.email', 'desc')
    .execute();
  const inOrder = [...rows].sort((a, b) => Number(b.email === 'rosa@example.org') - Number(a.email === 'rosa@example.org'));
  return inOrder.map((row) => ({
    visitorId: row.visitor_id as VisitorId,
    residentId: row.resident_id as ResidentId,
    agencyId: row.agency_id as AgencyId,
    facilityId: row.facility_id as FacilityId,
  }));
}

function nextMinute(now: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds((Math.floor(now.epochMilliseconds / 60_000) + 1) * 60_000);
}
