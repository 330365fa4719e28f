import { expect } from 'vitest';
import type { VisitorCaller } from '../../src/core/access/caller.ts';
import type { ResidentId, VisitId } from '../../src/core/shared/ids.ts';
import type { Temporal } from '../../src/core/shared/time.ts';
import { authorizeVisit } from '../../src/usecases/billing/authorize-visit.ts';
import { receivePaymentEvent } from '../../src/usecases/billing/receive-payment-event.ts';
import { startCardSetup } from '../../src/usecases/billing/start-card-setup.ts';
import { Refusal } from '../../src/usecases/refusal.ts';
import { confirmVisit } from '../../src/usecases/visits/confirm-visit.ts';
import { holdSlot } from '../../src/usecases/visits/hold-slot.ts';
import { requestVisit } from '../../src/usecases/visits/request-visit.ts';
import { type BookingWorld, onDeadline, SLOT } from './booking-world.ts';
import type { PayerCard, ReceivedWebhook } from './payment-gateway-contract.ts';

export interface HeldVisit {
  readonly id: VisitId;
  readonly startsAt: Temporal.Instant;
  readonly residentId: ResidentId;
  readonly visitor: VisitorCaller;
}

/** Visits with a price in a booking world, as far as a test needs them, and what is stored and told about their money. */
export function paidVisits(world: BookingWorld) {
  let holds = 0;

  const payment = (id: VisitId) => world.db.selectFrom('payments').selectAll().where('visit_id', '=', id).executeTakeFirstOrThrow();

  /** Each with a visitor, a resident and a time of its own; 20 minutes. */
  const held = async (): Promise<HeldVisit> => {
    const index = holds++;
    const startsAt = SLOT.add({ hours: (index % 11) + 24 * Math.floor(index / 11) });
    const pair = await world.addPair();
    const wish = { residentId: pair.residentId, visitType: 'social', startsAt, lengthMinutes: 20 } as const;
    const { visit } = await holdSlot(world.deps, pair.visitor, wish);
    return { ...pair, id: visit.id, startsAt };
  };

  /** The payer saves a card on the hosted page. */
  const saveCard = async (one: HeldVisit, card: PayerCard): Promise<void> => {
    await startCardSetup(world.deps, one.visitor, one.id);
    world.payments.saveCard((await payment(one.id)).setup_session_id ?? '', card);
  };

  /** Opens a hosted page that the processor then no longer knows. */
  const openForgottenPage = async ({ id, visitor }: HeldVisit): Promise<void> => {
    await startCardSetup(world.deps, visitor, id);
    await world.db
      .updateTable('payments')
      .set({ setup_session_id: `gone-${id}` })
      .where('visit_id', '=', id)
      .execute();
  };

  const withCard = async (card: PayerCard = 'succeeds'): Promise<HeldVisit> => {
    const one = await held();
    await saveCard(one, card);
    return one;
  };

  /** Confirmed by staff, and the deadline has asked for the money. */
  const confirmed = async (card: PayerCard = 'succeeds'): Promise<HeldVisit> => {
    const one = await withCard(card);
    const { visit } = await requestVisit(world.deps, one.visitor, one.id);
    await confirmVisit(world.deps, world.scheduler, one.id, visit.revision);
    await authorizeVisit(world.deps, onDeadline, one.id);
    return one;
  };

  return {
    held,
    openForgottenPage,
    saveCard,
    withCard,
    confirmed,
    payment,

    async status(id: VisitId): Promise<string> {
      return (await world.db.selectFrom('visits').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;
    },

    /** What lies in each kind of account of a visit; the kinds together are always zero. */
    async ledger(id: VisitId): Promise<Record<string, number>> {
      const rows = await world.db.selectFrom('ledger_entries').select(['account', 'amount_cents']).where('visit_id', '=', id).execute();
      const sums: Record<string, number> = {};
      for (const { account, amount_cents } of rows) {
        const kind = account.split(':')[0] ?? '';
        sums[kind] = (sums[kind] ?? 0) + Number(amount_cents);
      }
      expect(Object.values(sums).reduce((sum, amount) => sum + amount, 0)).toBe(0);
      return sums;
    },

    /** What the processor sent that mentions a visit or an authorization, in order. */
    webhooksOf(reference: string): readonly ReceivedWebhook[] {
      return world.payments.webhooks.filter(({ rawBody }) => rawBody.includes(reference));
    },

    async deliver(one: ReceivedWebhook): Promise<void> {
      await receivePaymentEvent(world.deps, one.rawBody, one.headers);
    },

    /** The code of a refusal, `done` without one. */
    code(promise: Promise<unknown>): Promise<string> {
      return promise.then(
        () => 'done',
        (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
      );
    },
  };
}
