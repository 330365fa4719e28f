import type { Quote } from '../../core/money/quote.ts';
import type { PaymentGateway } from '../../ports/payment-gateway.ts';
import { Refusal } from '../refusal.ts';

/**
 * A visit with a price needs somebody to pay it to: without a card processor nothing could ever be charged, so it is not booked at all.
 * @throws Refusal `cannot-be-paid`
 */
export function demandPayable({ takesCards }: Pick<PaymentGateway, 'takesCards'>, quote: Quote): Quote {
  if (quote.totalCents > 0 && !takesCards) throw new Refusal('cannot-be-paid');
  return quote;
}
