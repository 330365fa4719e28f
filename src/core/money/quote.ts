import type { Cents } from '../shared/money.ts';

/** The all-in price as quoted before booking; it stays with the visit (M1). No fee of any kind is ever added (47 CFR 64.6000). */
export interface Quote {
  readonly centsPerMinute: Cents;
  readonly minutes: number;
  /** centsPerMinute × minutes: the most that can ever be taken for this visit. */
  readonly totalCents: Cents;
  /** The schedule of caps the rate was checked against, e.g. `fcc-25-75`, and its figure for this facility on the visit's date. */
  readonly capScheduleId: string;
  readonly capCentsPerMinute: Cents;
}
