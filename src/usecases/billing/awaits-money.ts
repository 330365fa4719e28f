import type { Payment } from '../../ports/payment-store.ts';

/** A card is known and nothing is set aside on it yet, whatever that waits for: us, the bank's question, or another card. */
export function awaitsMoney({ status }: Payment): boolean {
  return status === 'card-saved' || canBeMended({ status });
}

/** The payer can do something about it: save another card, or answer the bank where that is what it waits for. */
export function canBeMended({ status }: Pick<Payment, 'status'>): boolean {
  return status === 'failed' || status === 'needs-approval';
}
