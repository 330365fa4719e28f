import type { VisitorCaller } from '../../src/core/access/caller.ts';
import type { VisitStatus } from '../../src/core/visit/visit-status.ts';
import type { VisitSheet } from '../../src/ports/visit-sheets.ts';
import { authorizeVisit } from '../../src/usecases/billing/authorize-visit.ts';
import { checkApproval } from '../../src/usecases/billing/check-approval.ts';
import { endUnmended } from '../../src/usecases/billing/end-unmended.ts';
import { receivePaymentEvent } from '../../src/usecases/billing/receive-payment-event.ts';
import { settleVisit } from '../../src/usecases/billing/settle-visit.ts';
import { startCardSetup } from '../../src/usecases/billing/start-card-setup.ts';
import { acceptRevision } from '../../src/usecases/visits/accept-revision.ts';
import type { BookingDependencies } from '../../src/usecases/visits/booking-dependencies.ts';
import { cancelVisit } from '../../src/usecases/visits/cancel-visit.ts';
import { confirmVisit } from '../../src/usecases/visits/confirm-visit.ts';
import { declineRevision } from '../../src/usecases/visits/decline-revision.ts';
import { denyVisit } from '../../src/usecases/visits/deny-visit.ts';
import { holdSlot } from '../../src/usecases/visits/hold-slot.ts';
import { lapseVisit } from '../../src/usecases/visits/lapse-visit.ts';
import { lengthenHold } from '../../src/usecases/visits/lengthen-hold.ts';
import { releaseHold } from '../../src/usecases/visits/release-hold.ts';
import { requestVisit } from '../../src/usecases/visits/request-visit.ts';
import { reviseVisit } from '../../src/usecases/visits/revise-visit.ts';
import { withdrawVisit } from '../../src/usecases/visits/withdraw-visit.ts';
import { type BookingWorld, onDeadline } from './booking-world.ts';
import type { PayerCard } from './payment-gateway-contract.ts';

const cards: readonly PayerCard[] = ['succeeds', 'succeeds', 'declined-later', 'second-step-at-authorization'];

/** A visit somebody does something with, as its page last showed it, and numbers from 0 up to 1. */
export interface ActSetting {
  readonly world: BookingWorld;
  /** Of one app process: its own clock. */
  readonly deps: BookingDependencies;
  readonly visitor: VisitorCaller;
  readonly sheet: VisitSheet;
  readonly random: () => number;
}

/** What can happen to a visit before its call, by name; each answers the sheet where its page would get one. */
export const visitActs: Readonly<Record<string, (setting: ActSetting) => Promise<VisitSheet | null>>> = {
  lengthen: ({ deps, visitor, sheet }) => lengthenHold(deps, visitor, sheet.visit.id),
  request: ({ deps, visitor, sheet }) => requestVisit(deps, visitor, sheet.visit.id),
  accept: ({ deps, visitor, sheet: { visit } }) => acceptRevision(deps, visitor, visit.id, visit.revision),
  decline: ({ deps, visitor, sheet: { visit } }) => declineRevision(deps, visitor, visit.id, visit.revision),
  withdraw: ({ deps, visitor, sheet }) => withdrawVisit(deps, visitor, sheet.visit.id),
  cancel: ({ deps, visitor, sheet }) => cancelVisit(deps, visitor, sheet.visit.id, { reason: 'visitor-unwell', note: null }),
  'give back': ({ deps, visitor, sheet }) => releaseHold(deps, visitor, sheet.visit.id).then(() => null),

  confirm: ({ deps, world, sheet: { visit } }) => confirmVisit(deps, world.scheduler, visit.id, visit.revision),
  deny: ({ deps, world, sheet: { visit } }) =>
    denyVisit(deps, world.scheduler, visit.id, { revision: visit.revision, reason: 'safety', note: 'Ask again in spring.' }),
  revise: ({ deps, world, sheet: { visit }, random }) =>
    reviseVisit(deps, world.scheduler, visit.id, {
      revision: visit.revision,
      startsAt: visit.slot.during.start.add({ hours: Math.floor(random() * 3) }),
      lengthMinutes: random() < 0.5 ? 20 : 30,
      reason: 'staffing',
      note: random() < 0.5 ? 'One booth is out of order.' : null,
    }),
  'cancel by staff': ({ deps, world, sheet }) =>
    cancelVisit(deps, world.scheduler, sheet.visit.id, { reason: 'facility-schedule', note: 'The house is closed.' }),

  lapse: ({ deps, sheet }) => lapseVisit(deps, onDeadline, sheet.visit.id).then(() => null),
  authorize: ({ deps, sheet }) => authorizeVisit(deps, onDeadline, sheet.visit.id).then(() => null),
  'end unmended': ({ deps, sheet }) => endUnmended(deps, onDeadline, sheet.visit.id).then(() => null),
  settle: ({ deps, sheet }) => settleVisit(deps, onDeadline, sheet.visit.id).then(() => null),

  async 'save a card'({ deps, world, visitor, sheet, random }) {
    const { id } = sheet.visit;
    await startCardSetup(deps, visitor, id);
    const row = await world.db.selectFrom('payments').select('setup_session_id').where('visit_id', '=', id).executeTakeFirstOrThrow();
    world.payments.saveCard(row.setup_session_id ?? '', cards[Math.floor(random() * cards.length)] ?? 'succeeds');
    return null;
  },
  async 'answer the bank'({ world, sheet: { payment }, random }) {
    if (payment?.authorizationId) world.payments.answerBank(payment.authorizationId, random() < 0.7 ? 'approve' : 'refuse');
    return null;
  },
  'come back from the bank': ({ deps, visitor, sheet }) => checkApproval(deps, visitor, sheet.visit.id).then((approval) => approval.sheet),

  /** Somebody else asks for the same resident's time, which is free again once nobody has decided in time. */
  async 'be wanted by another'({ deps, world, sheet: { visit } }) {
    const { during } = (visit.offer ?? visit).slot;
    const lengthMinutes = during.start.until(during.end).total('minutes');
    const { visitor } = await world.addPair(visit.residentId);
    await holdSlot(deps, visitor, { residentId: visit.residentId, visitType: visit.visitType, startsAt: during.start, lengthMinutes });
    return null;
  },

  /** Any webhook of this visit, new or old. */
  async webhook({ deps, world, sheet, random }) {
    const sent = world.payments.webhooks.filter(({ rawBody }) => rawBody.includes(sheet.visit.id));
    const one = sent[Math.floor(random() * sent.length)];
    if (one) await receivePaymentEvent(deps, one.rawBody, one.headers);
    return null;
  },
};

/** What brings a visit of that status on, so that lives are not all short. */
const onward: Readonly<Partial<Record<VisitStatus, readonly string[]>>> = {
  held: ['lengthen', 'save a card', 'save a card', 'request', 'request', 'webhook', 'lapse', 'be wanted by another'],
  requested: ['confirm', 'confirm', 'revise', 'revise', 'lapse'],
  revised: ['accept', 'accept', 'revise', 'decline', 'lapse', 'be wanted by another'],
  confirmed: ['authorize', 'authorize', 'answer the bank', 'webhook', 'come back from the bank', 'save a card', 'request', 'end unmended'],
};

/** The name of one of the acts: mostly one that makes sense. */
export function anyAct({ sheet, random }: Pick<ActSetting, 'sheet' | 'random'>): string {
  const sensible = random() < 0.75 ? onward[sheet.visit.status] : undefined;
  const names = sensible ?? Object.keys(visitActs);
  return names[Math.floor(random() * names.length)] ?? 'request';
}
