import type { VisitId } from '../../core/shared/ids.ts';
import type { PaymentRefused } from '../../ports/payment-gateway.ts';
import type { Dependencies } from '../dependencies.ts';

/** What the use cases of booking need from outside. */
export interface BookingDependencies extends Pick<Dependencies, 'clock' | 'ids' | 'work' | 'payments'> {
  /** Address of this installation as people type it, without a slash at the end: where the hosted page of the processor returns to. */
  readonly publicUrl: string;
  /** Hears of a final no of the card processor that nobody expected: a person should look why. */
  readonly onPaymentRefused: (refused: PaymentRefused, visitId: VisitId) => void;
}
