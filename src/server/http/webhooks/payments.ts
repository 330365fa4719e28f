import { receivePaymentEvent } from '../../../usecases/billing/receive-payment-event.ts';
import type { BookingDependencies } from '../../../usecases/visits/booking-dependencies.ts';
import type { Handlers } from '../handlers.ts';

/** Events of the card processor: believed by their signature over the raw body. */
export function paymentWebhookHandlers(deps: BookingDependencies): Handlers<'POST /api/webhooks/payments'> {
  return {
    'POST /api/webhooks/payments': async ({ raw }) => {
      await receivePaymentEvent(deps, String(raw.body ?? ''), raw.headers);
      return { done: true };
    },
  };
}
