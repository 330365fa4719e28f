import type { PaymentGateway, SavedCard } from '../../ports/payment-gateway.ts';
import { PaymentUnavailable } from '../../ports/payment-gateway.ts';
import type { Payment } from '../../ports/payment-store.ts';
import { Refusal } from '../refusal.ts';

/**
 * The card that was saved on the hosted page, as the processor tells it; null while there is none.
 * @throws Refusal `payment-unavailable` when the processor cannot be asked
 */
export async function savedCardOf({ payments }: { readonly payments: PaymentGateway }, payment: Payment): Promise<SavedCard | null> {
  if (payment.setupSessionId === null) return null;
  try {
    const state = await payments.readCardSetup(payment.setupSessionId);
    return state.status === 'complete' ? state.card : null;
  } catch (error) {
    if (error instanceof PaymentUnavailable) throw new Refusal('payment-unavailable', { cause: error });
    throw error;
  }
}
