import type { Quote } from '../money/quote.ts';
import type { Slot } from '../scheduling/slot.ts';
import { cents } from '../shared/money.ts';
import type { Temporal } from '../shared/time.ts';
import { evolveVisit } from '../visit/evolve-visit.ts';
import type { Offer } from '../visit/offer.ts';
import type { Visit } from '../visit/visit.ts';
import type { VisitCommand } from '../visit/visit-commands.ts';
import type { VisitEvent } from '../visit/visit-events.ts';
import type { VisitStatus } from '../visit/visit-status.ts';
import { askedAt, minutesFrom, ordinaryPolicy, residentId, visitorId } from './ordinary-facts.ts';

/** Ana's visit as tests need it: held on 2026-12-01 for Saturday 2026-12-05 10:00 in Chicago, 20 minutes at $0.17. */
export const ordinarySlot: Slot = {
  during: minutesFrom('2026-12-05T10:00', 20),
  periodKey: 'tte_0000000000000001@2026-12-05',
  stationId: 'sta_0000000000000001',
  seat: 1,
};
const laterSlot: Slot = { ...ordinarySlot, during: minutesFrom('2026-12-05T11:00', 40), seat: 2 };

export const ordinaryQuote: Quote = {
  centsPerMinute: cents(17),
  minutes: 20,
  totalCents: cents(340),
  capScheduleId: 'fcc-25-75',
  capCentsPerMinute: cents(17),
};

/** Staff offer an hour later and twice the time, at twice the price. */
export const ordinaryOffer: Offer = { slot: laterSlot, quote: { ...ordinaryQuote, minutes: 40, totalCents: cents(680) } };

const holdCommand: Extract<VisitCommand, { type: 'hold' }> = {
  type: 'hold',
  visitId: 'vst_0000000000000001',
  agencyId: 'agy_0000000000000001',
  facilityId: 'fac_0000000000000001',
  residentId,
  leadVisitorId: visitorId,
  visitType: 'social',
  slot: ordinarySlot,
  quote: ordinaryQuote,
  askedBy: 'visitor',
  policy: ordinaryPolicy,
};

const { type: _, policy: __, ...booking } = holdCommand;
const held: VisitEvent = { type: 'held', ...booking, findings: [], expiresAt: askedAt.add({ minutes: 10 }), policyVersion: 3 };
const requested: VisitEvent = { type: 'requested', findings: [], at: askedAt, lapsesAt: ordinarySlot.during.start.subtract({ hours: 2 }) };
const confirmed: VisitEvent = { type: 'confirmed', by: 'staff' };

/** The shortest life that leads to each status. */
const lives: Readonly<Record<VisitStatus, readonly VisitEvent[]>> = {
  held: [held],
  requested: [held, requested],
  revised: [
    held,
    requested,
    {
      type: 'revised',
      offeredSlot: ordinaryOffer.slot,
      offeredQuote: ordinaryOffer.quote,
      reason: 'staffing',
      note: null,
      lapsesAt: askedAt.add({ hours: 24 }),
    },
  ],
  confirmed: [held, requested, confirmed],
  joinable: [held, requested, confirmed, { type: 'opened' }],
  'in-call': [held, requested, confirmed, { type: 'opened' }, { type: 'call-started', at: ordinarySlot.during.start }],
  ended: [held, requested, confirmed, { type: 'opened' }, { type: 'ended', outcome: 'completed' }],
  denied: [held, requested, { type: 'denied', reason: 'safety', note: null }],
  withdrawn: [held, { type: 'withdrawn' }],
  expired: [held, { type: 'expired', reason: 'hold-lapsed' }],
  cancelled: [held, requested, confirmed, { type: 'cancelled', by: 'staff', reason: 'other', note: null }],
  'no-show': [held, requested, confirmed, { type: 'opened' }, { type: 'no-show', outcome: 'no-show-visitor' }],
};

/** The visit in a status, by its shortest life. */
export function visitIn(status: VisitStatus): Visit {
  return evolved(null, lives[status]);
}

/** A visit after more events. */
export function evolved(visit: Visit | null, events: readonly VisitEvent[]): Visit {
  const last = events.reduce<Visit | null>((before, event) => evolveVisit(before, event), visit);
  if (!last) throw new Error('no visit and no event');
  return last;
}

/** One command of each kind, ordinary in every respect. */
export const commands: { readonly [Type in VisitCommand['type']]: Extract<VisitCommand, { type: Type }> } = {
  hold: holdCommand,
  'lengthen-hold': { type: 'lengthen-hold', policy: ordinaryPolicy },
  request: { type: 'request', policy: ordinaryPolicy },
  confirm: { type: 'confirm' },
  deny: { type: 'deny', reason: 'safety', note: null },
  revise: { type: 'revise', offer: ordinaryOffer, reason: 'staffing', note: null, policy: ordinaryPolicy },
  'accept-revision': { type: 'accept-revision' },
  'decline-revision': { type: 'decline-revision' },
  withdraw: { type: 'withdraw' },
  lapse: { type: 'lapse' },
  cancel: { type: 'cancel', by: 'visitor', reason: 'visitor-unwell', note: null },
  open: { type: 'open', policy: ordinaryPolicy },
  'start-call': { type: 'start-call' },
  end: { type: 'end', outcome: 'completed' },
  'record-no-show': { type: 'record-no-show', outcome: 'no-show-visitor' },
};

/** A moment at which each command may come, going by the clock alone. */
export function momentFor(command: VisitCommand, visit: Visit | null): Temporal.Instant {
  if (command.type === 'lapse') return visit?.lapsesAt ?? askedAt;
  if (command.type === 'open') return ordinarySlot.during.start.subtract({ minutes: ordinaryPolicy.waitingRoomMinutes });
  if (['start-call', 'end', 'record-no-show'].includes(command.type)) return ordinarySlot.during.start;
  return askedAt;
}
