import type { VisitId } from '../../core/shared/ids.ts';
import { PaymentRefused } from '../../ports/payment-gateway.ts';
import type { BookingDependencies } from '../visits/booking-dependencies.ts';

/**
 * Gives an authorization back, or takes back the bank's question about one. Calm when it was given back before and when the bank said no,
 * for then nothing is set aside; any other no of the processor is told. Throws PaymentUnavailable.
 */
export async function releaseAuthorization(
  { payments, onPaymentRefused }: Pick<BookingDependencies, 'payments' | 'onPaymentRefused'>,
  id: VisitId,
  authorizationId: string,
): Promise<void> {
  try {
    await payments.release(authorizationId, `release:${authorizationId}`);
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    if (error.code !== 'not-authorized') onPaymentRefused(error, id);
  }
}
