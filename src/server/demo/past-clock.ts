import { postgresUnitOfWork } from '../../adapters/postgres/unit-of-work.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { PaymentGateway } from '../../ports/payment-gateway.ts';
import type { BookingDependencies } from '../../usecases/visits/booking-dependencies.ts';
import type { DemoParts } from './demo-parts.ts';

/** The use cases of booking as they would have run at an instant of the past; no mails go out for history. */
export function bookingAt(parts: DemoParts, now: Temporal.Instant, payments: PaymentGateway): BookingDependencies {
  const clock = { now: () => now };
  const work = postgresUnitOfWork({ pool: parts.pool, clock, ids: parts.ids, composeMail: () => null });
  const onPaymentRefused: BookingDependencies['onPaymentRefused'] = (err, visitId) =>
    parts.logger.warn({ err, visitId }, 'the card processor says no to a visit of the demo');
  return { clock, ids: parts.ids, work, payments, publicUrl: parts.publicUrl, onPaymentRefused };
}
