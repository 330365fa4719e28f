import { type Finding, heaviest } from '../shared/finding.ts';
import { ok, type Result, refuse } from '../shared/result.ts';
import type { Temporal } from '../shared/time.ts';
import { holdEnd, requestEnd, revisionEnd, waitingRoomOpening } from './deadlines.ts';
import { isPayable } from './offer.ts';
import type { ExpiryReason } from './reasons.ts';
import { visitTransitions } from './transitions.ts';
import type { Visit } from './visit.ts';
import type { VisitCommand, VisitRefusalCode } from './visit-commands.ts';
import type { VisitEvent } from './visit-events.ts';

/** Why nothing happened. `findings` are those that refuse when the code is `rules-refuse`, else empty. */
export interface VisitRefusal {
  readonly code: VisitRefusalCode;
  readonly findings: readonly Finding[];
}

type Decision = Result<VisitEvent[], VisitRefusal>;
type Command<Type extends VisitCommand['type']> = Extract<VisitCommand, { type: Type }>;

/**
 * What a command does to a visit (L1–L4, L8): events, or a refusal. Permission was checked before; `findings` are checkAdmission's for the
 * slot the command speaks of, and only hold, request, confirm, revise and accept-revision ask for them. An empty list of events means that
 * it was done before (cancel, withdraw). Findings that refuse stop the booking commands whoever gives them.
 */
export function decideVisit(visit: Visit | null, command: VisitCommand, findings: readonly Finding[], now: Temporal.Instant): Decision {
  if (!visitTransitions[visit?.status ?? 'none'][command.type]) return no('not-in-this-status');
  if (command.type === 'hold') return hold(command, findings, now);
  if (!visit) return no('not-in-this-status');

  switch (command.type) {
    case 'lengthen-hold':
      return lengthenHold(visit, command, now);
    case 'request':
      return request(visit, command, findings, now);
    case 'confirm':
      if (isPast(visit.lapsesAt, now)) return no('too-late');
      return rulesRefuse(findings) ?? ok([{ type: 'confirmed', by: 'staff' }]);
    case 'deny':
      return ok([{ type: 'denied', reason: command.reason, note: command.note }]);
    case 'revise':
      return revise(visit, command, findings, now);
    case 'accept-revision':
      if (isPast(visit.lapsesAt, now)) return no('too-late');
      return (
        rulesRefuse(findings) ??
        ok([
          { type: 'revision-accepted', findings },
          { type: 'confirmed', by: 'staff' },
        ])
      );
    case 'decline-revision':
      return ok([{ type: 'expired', reason: 'revision-declined' }]);
    case 'withdraw':
      return ok(visit.status === 'withdrawn' ? [] : [{ type: 'withdrawn' }]);
    case 'lapse':
      return isPast(visit.lapsesAt, now) ? ok([{ type: 'expired', reason: lapseReason(visit) }]) : no('too-early');
    case 'cancel':
      if (visit.status === 'cancelled') return ok([]);
      return ok([{ type: 'cancelled', by: command.by, reason: command.reason, note: command.note }]);
    case 'open':
      return open(visit, command, now);
    case 'start-call':
      if (!isPast(visit.slot.during.start, now)) return no('too-early');
      return isPast(visit.slot.during.end, now) ? no('too-late') : ok([{ type: 'call-started', at: now }]);
    case 'end':
      return ok([{ ...command, type: 'ended' }]);
    case 'record-no-show':
      if (!isPast(visit.slot.during.start, now)) return no('too-early');
      return ok([
        command.outcome.startsWith('no-show') ? { type: 'no-show', outcome: command.outcome } : { type: 'ended', outcome: command.outcome },
      ]);
  }
}

function hold(command: Command<'hold'>, findings: readonly Finding[], now: Temporal.Instant): Decision {
  const { type: _, policy, ...booking } = command;
  const held: VisitEvent = { type: 'held', ...booking, findings, expiresAt: holdEnd(now, policy), policyVersion: policy.version };
  return rulesRefuse(findings) ?? ok([held]);
}

function lengthenHold(visit: Visit, { policy }: Command<'lengthen-hold'>, now: Temporal.Instant): Decision {
  if (visit.holdExpiresAt === null || isPast(visit.holdExpiresAt, now)) return no('hold-expired');
  if (visit.holdLengthened) return no('hold-already-lengthened');
  return ok([{ type: 'hold-lengthened', expiresAt: holdEnd(visit.holdExpiresAt, policy) }]);
}

function request(visit: Visit, { policy }: Command<'request'>, findings: readonly Finding[], now: Temporal.Instant): Decision {
  if (isPast(visit.holdExpiresAt, now)) return no('hold-expired');
  const { start } = visit.slot.during;
  if (isPast(start, now)) return no('too-late');
  const refused = rulesRefuse(findings);
  if (refused) return refused;
  const requested: VisitEvent = { type: 'requested', findings, at: now, lapsesAt: requestEnd(start, policy, now) };
  const automatic = heaviest(findings) !== 'review' && policy.visitTypes[visit.visitType]?.confirmsAutomatically;
  return ok(automatic ? [requested, { type: 'confirmed', by: 'policy' }] : [requested]);
}

function revise(visit: Visit, command: Command<'revise'>, findings: readonly Finding[], now: Temporal.Instant): Decision {
  const { offer, reason, note, policy } = command;
  const { start } = offer.slot.during;
  if (isPast(visit.lapsesAt, now) || isPast(start, now)) return no('too-late');
  const refused = rulesRefuse(findings);
  if (refused) return refused;
  if (!isPayable(visit.quote, offer.quote)) return no('asked-for-free');
  const lapsesAt = revisionEnd(start, policy, now);
  return ok([{ type: 'revised', offeredSlot: offer.slot, offeredQuote: offer.quote, reason, note, lapsesAt }]);
}

function open(visit: Visit, { policy }: Command<'open'>, now: Temporal.Instant): Decision {
  const { start, end } = visit.slot.during;
  if (!isPast(waitingRoomOpening(start, policy), now)) return no('too-early');
  return isPast(end, now) ? no('too-late') : ok([{ type: 'opened' }]);
}

function lapseReason(visit: Visit): ExpiryReason {
  if (visit.status === 'held') return 'hold-lapsed';
  return visit.status === 'revised' ? 'revision-lapsed' : 'not-answered-in-time';
}

/** A deadline is past from its own instant on. */
function isPast(deadline: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return deadline !== null && now.epochMilliseconds >= deadline.epochMilliseconds;
}

function rulesRefuse(findings: readonly Finding[]): Decision | null {
  const refusing = findings.filter((finding) => finding.weight === 'refuse');
  return refusing.length > 0 ? refuse({ code: 'rules-refuse', findings: refusing }) : null;
}

function no(code: VisitRefusalCode): Decision {
  return refuse({ code, findings: [] });
}
