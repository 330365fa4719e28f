import type { CallControl } from '../ports/call-control.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdSource } from '../ports/id-source.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { RecorderControl } from '../ports/recorder-control.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';

/** What use cases need from outside, picked in server/compose.ts. A use case names the part it needs with `Pick`. */
export interface Dependencies {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly work: UnitOfWork;
  readonly payments: PaymentGateway;
  readonly callControl: CallControl;
  readonly recorder: RecorderControl;
}
