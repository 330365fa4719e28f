import type { Visit } from './visit.ts';
import type { VisitEvent } from './visit-events.ts';

/**
 * The visit after one more event. Total over every event; the only errors thrown are a programmer's: a first event that is not `held`, a
 * second `held`, or a revision accepted that was never offered.
 */
export function evolveVisit(visit: Visit | null, event: VisitEvent): Visit {
  if (event.type === 'held') {
    if (visit) throw new Error(`visit ${visit.id} was held before`);
    return begin(event);
  }
  if (!visit) throw new Error(`a visit begins with a hold, not with ${event.type}`);
  return { ...visit, ...changes(visit, event), revision: visit.revision + 1 };
}

/** A visit from all of its events in order. */
export function visitFrom(events: readonly VisitEvent[]): Visit {
  const [first, ...rest] = events;
  if (!first) throw new Error('a visit has at least one event');
  return rest.reduce<Visit>(evolveVisit, evolveVisit(null, first));
}

function begin(event: Extract<VisitEvent, { type: 'held' }>): Visit {
  const { type: _, visitId, expiresAt, ...booking } = event;
  return {
    id: visitId,
    ...booking,
    status: 'held',
    reason: null,
    note: null,
    outcome: null,
    offer: null,
    holdExpiresAt: expiresAt,
    holdLengthened: false,
    requestedAt: null,
    lapsesAt: expiresAt,
    revision: 1,
  };
}

/** What one event changes. `reason` and `note` belong to the status they led to, so each new status sets or clears them. */
function changes(visit: Visit, event: Exclude<VisitEvent, { type: 'held' }>): Partial<Visit> {
  switch (event.type) {
    case 'hold-lengthened':
      return { holdExpiresAt: event.expiresAt, lapsesAt: event.expiresAt, holdLengthened: true };
    case 'requested': {
      const { findings, at, lapsesAt } = event;
      return { status: 'requested', findings, requestedAt: at, lapsesAt, holdExpiresAt: null };
    }
    case 'confirmed':
      return { status: 'confirmed', lapsesAt: null, reason: null, note: null };
    case 'denied':
      return { ...over, status: 'denied', reason: event.reason, note: event.note };
    case 'revised': {
      const { offeredSlot, offeredQuote, reason, note, lapsesAt } = event;
      return { status: 'revised', offer: { slot: offeredSlot, quote: offeredQuote ?? visit.quote }, reason, note, lapsesAt };
    }
    case 'revision-accepted':
      if (!visit.offer) throw new Error(`visit ${visit.id} has no offer to accept`);
      return { ...visit.offer, status: 'requested', offer: null, findings: event.findings };
    case 'withdrawn':
      return { ...over, status: 'withdrawn', reason: null, note: null };
    case 'expired':
      return { ...over, status: 'expired', reason: event.reason, note: null };
    case 'cancelled':
      return { ...over, status: 'cancelled', reason: event.reason, note: event.note };
    case 'opened':
      return { status: 'joinable' };
    case 'call-started':
      return { status: 'in-call' };
    case 'ended':
      return { status: 'ended', outcome: event.outcome, reason: event.reason ?? null, note: event.note ?? null };
    case 'no-show':
      return { status: 'no-show', outcome: event.outcome, reason: null, note: null };
  }
}

/** Nothing is waited for any more. */
const over = { lapsesAt: null, holdExpiresAt: null, offer: null } satisfies Partial<Visit>;
