import type { Caller } from '../../core/access/caller.ts';
import { type Cap, capFor, checkRate } from '../../core/money/cap.ts';
import { hasPriceFrom } from '../../core/money/rate-days.ts';
import { cents } from '../../core/shared/money.ts';
import { Temporal } from '../../core/shared/time.ts';
import type { RateRecord } from '../../ports/rate-store.ts';
import type { AccountDependencies } from '../accounts/account-dependencies.ts';
import { demand } from '../demand.ts';
import { demandNearDay } from '../near-day.ts';
import { Refusal } from '../refusal.ts';
import { citationOf } from './cap-citations.ts';

type Parts = Pick<AccountDependencies, 'clock' | 'work'>;

export interface RateList {
  /** Newest first. */
  readonly rates: readonly RateRecord[];
  /** Of the facility's today. */
  readonly cap: Cap | null;
  /** Today or later has a price, and no cards are taken: those days cannot be booked. */
  readonly isUnpayable: boolean;
}

/** Rates of the caller's facility and what bounds them. Refusals: `not-found`. */
export async function listRates(deps: Parts & Pick<AccountDependencies, 'takesCards'>, caller: Caller): Promise<RateList> {
  const by = demand(caller, 'read-rates');
  return deps.work.run(async ({ rates }) => {
    const facility = await rates.facilityOf(by);
    if (!facility) throw new Refusal('not-found');
    const today = deps.clock.now().toZonedDateTimeISO(facility.timeZone).toPlainDate();
    const saved = await rates.list(facility.id);
    return { rates: saved, cap: capFor(facility, today), isUnpayable: !deps.takesCards && hasPriceFrom(saved, today.toString()) };
  });
}

/**
 * Saves a rate from a facility-local date on; visits quoted before keep their price. Refusals: `payments-off` for a price that nobody could
 * pay, `rate-date-past`, `bad-input` for a day beyond two years, `rate-above-cap` with the schedule, its citation and the date that forbid it, `not-found`.
 */
export async function saveRate(
  deps: Parts & Pick<AccountDependencies, 'takesCards'>,
  caller: Caller,
  wish: { readonly centsPerMinute: number; readonly effectiveOn: string },
): Promise<RateRecord> {
  const by = demand(caller, 'save-rate');
  const now = deps.clock.now();
  if (wish.centsPerMinute > 0 && !deps.takesCards) throw new Refusal('payments-off');
  return deps.work.run(async ({ rates, audit }) => {
    const facility = await rates.facilityOf(by);
    if (!facility) throw new Refusal('not-found');
    const on = Temporal.PlainDate.from(wish.effectiveOn);
    const today = now.toZonedDateTimeISO(facility.timeZone).toPlainDate();
    if (Temporal.PlainDate.compare(on, today) < 0) throw new Refusal('rate-date-past', { detail: { today: today.toString() } });
    demandNearDay(on, today, 'effectiveOn');
    const checked = checkRate(facility, cents(wish.centsPerMinute), on);
    if (!checked.ok) {
      const { scheduleId, effectiveFrom, capCentsPerMinute } = checked.refusal;
      throw new Refusal('rate-above-cap', {
        detail: {
          scheduleId,
          citation: citationOf(scheduleId),
          effectiveFrom: effectiveFrom?.toString() ?? null,
          on: on.toString(),
          capCentsPerMinute,
          additiveRecorded: facility.additiveRecorded,
        },
      });
    }
    const cap = checked.value;
    // Without a cap in force the rate is its own bound: the column is the most that may ever be charged under it.
    const rate: RateRecord = {
      effectiveOn: wish.effectiveOn,
      centsPerMinute: wish.centsPerMinute,
      capScheduleId: cap?.scheduleId ?? 'none',
      capCentsPerMinute: cap?.centsPerMinute ?? wish.centsPerMinute,
      savedAt: now,
      savedBy: by.staffId,
    };
    await rates.save(facility, rate, by.staffId);
    await audit.append(by, 'staff-web', {
      agencyId: by.agencyId,
      act: 'rate-saved',
      subjectId: facility.id,
      detail: { effectiveOn: rate.effectiveOn, centsPerMinute: rate.centsPerMinute, capScheduleId: rate.capScheduleId },
    });
    return (await rates.list(facility.id)).find((one) => one.effectiveOn === rate.effectiveOn) ?? rate;
  });
}
