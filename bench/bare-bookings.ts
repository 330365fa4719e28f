import { defaultPolicy } from '../src/core/facility/default-policy.ts';
import type { Policy } from '../src/core/facility/policy.ts';
import { claimsNeeded } from '../src/core/scheduling/claims-needed.ts';
import type { AgencyId, FacilityId, ResidentId, StationId, VisitId, VisitorId } from '../src/core/shared/ids.ts';
import { cents } from '../src/core/shared/money.ts';
import { Temporal } from '../src/core/shared/time.ts';
import { decideVisit } from '../src/core/visit/decide-visit.ts';
import { evolveVisit } from '../src/core/visit/evolve-visit.ts';
import type { Visit } from '../src/core/visit/visit.ts';
import type { VisitCommand } from '../src/core/visit/visit-commands.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { IdSource } from '../src/ports/id-source.ts';
import type { Transaction, UnitOfWork } from '../src/ports/unit-of-work.ts';
import { automatic } from '../src/server/demo/builders/build-policy.ts';

/** Whose visit is written. */
export interface Place {
  readonly agencyId: AgencyId;
  readonly facilityId: FacilityId;
  readonly residentId: ResidentId;
  readonly visitorId: VisitorId;
  readonly stationId: StationId;
}

/** Long after any booking of the plan; from here on every round through the places takes an hour of its own. */
const FROM = Temporal.Instant.from('2100-01-01T00:00:00Z');

const policy: Policy = { ...defaultPolicy, ...automatic, version: 1 };

interface BareParts {
  readonly work: UnitOfWork;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly places: readonly Place[];
}

/**
 * What a booking writes, and nothing else: the same rows by the same stores in the same shared transactions, but nobody is signed in, locked,
 * read, judged, told by mail or answered. No booking can be faster than this, whatever happens to the rest.
 */
export function bareBookings({ work, ids, clock, places }: BareParts) {
  const visits = new Map<VisitId, Visit>();
  let written = 0;

  return {
    async hold(): Promise<VisitId> {
      const place = places[written % places.length];
      const start = FROM.add({ hours: Math.floor(written++ / places.length) });
      if (!place) throw new Error('the plan has made nobody');
      const { agencyId, facilityId, residentId, visitorId, stationId } = place;
      const slot = { during: { start, end: start.add({ minutes: 20 }) }, periodKey: `bare-${written}`, stationId, seat: 1 };
      const free = cents(0);
      const quote = { minutes: 20, centsPerMinute: free, totalCents: free, capCentsPerMinute: cents(17), capScheduleId: 'fcc-25-75' };
      const command: VisitCommand = {
        type: 'hold',
        visitId: ids.next('vst'),
        ...{ agencyId, facilityId, residentId, leadVisitorId: visitorId, visitType: 'social', slot, quote, askedBy: 'visitor' },
        policy,
      };
      const visit = await work.runTogether('hold-slot', async (transaction) => {
        const held = await change(transaction, null, command);
        await transaction.claims.take(held, claimsNeeded(held, slot, policy, 5));
        return held;
      });
      visits.set(visit.id, visit);
      return visit.id;
    },

    async request(id: VisitId): Promise<void> {
      const held = visits.get(id);
      if (!held) throw new Error('request a visit that was held before');
      visits.delete(id);
      await work.runTogether('request-visit', async (transaction) => {
        const confirmed = await change(transaction, held, { type: 'request', policy });
        await transaction.claims.demand(id);
        await transaction.deadlines.set(held.agencyId, id, 'open', confirmed.slot.during.start);
      });
    },
  };

  async function change(transaction: Transaction, visit: Visit | null, command: VisitCommand): Promise<Visit> {
    const decision = decideVisit(visit, command, [], clock.now());
    const changed = decision.ok ? decision.value.reduce<Visit | null>(evolveVisit, visit) : null;
    if (!decision.ok || !changed) throw new Error('the core refused what a bare booking writes');
    await transaction.visits.save(changed, decision.value, { kind: 'visitor', visitorId: changed.leadVisitorId }, 'visitor-web');
    return changed;
  }
}
