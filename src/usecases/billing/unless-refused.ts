import type { VisitId } from '../../core/shared/ids.ts';
import { PaymentRefused } from '../../ports/payment-gateway.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';

/**
 * Asks the card processor. Its final no is heard by whoever runs the platform and answered by `otherwise`: asking again would not help, and a
 * deadline that failed for it would come back for ever. Throws PaymentUnavailable.
 */
export async function unlessRefused<Answer>(
  { onPaymentRefused }: Pick<BookingDependencies, 'onPaymentRefused'>,
  id: VisitId,
  ask: () => Promise<Answer>,
  otherwise: (refused: PaymentRefused) => Answer | Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    onPaymentRefused(error, id);
    return await otherwise(error);
  }
}
