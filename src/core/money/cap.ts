import type { Facility } from '../facility/facility.ts';
import { type Cents, cents } from '../shared/money.ts';
import { ok, type Result, refuse } from '../shared/result.ts';
import { Temporal } from '../shared/time.ts';
import { type CapSchedule, type CapTier, videoRateCaps } from './cap-schedules.ts';

/** The legal maximum for one facility on one day, with the tier it comes from. */
export interface Cap {
  readonly scheduleId: string;
  readonly effectiveFrom: Temporal.PlainDate | null;
  readonly tier: CapTier;
  /** The tier's figure, less the additive where the facility has not recorded why it needs it. */
  readonly centsPerMinute: Cents;
  readonly additiveRecorded: boolean;
}

/** A rate above the cap: the schedule and the day that forbid it, so that whoever set it can look it up. */
export interface RateRefusal {
  readonly code: 'rate-above-cap';
  readonly scheduleId: string;
  readonly effectiveFrom: Temporal.PlainDate | null;
  readonly on: Temporal.PlainDate;
  readonly capCentsPerMinute: Cents;
  readonly wantedCentsPerMinute: Cents;
}

type FacilityTier = Pick<Facility, 'kind' | 'averageDailyPopulation' | 'additiveRecorded'>;

/** The cap in force on a facility-local day; null when no schedule holds or none has a tier for the facility. */
export function capFor(facility: FacilityTier, on: Temporal.PlainDate, schedules: readonly CapSchedule[] = videoRateCaps): Cap | null {
  for (const schedule of schedules) {
    if (!inForceOn(schedule, on)) continue;
    const tier = schedule.tiers.find((one) => holds(one, facility));
    if (!tier) continue;
    const additive = facility.additiveRecorded ? 0 : schedule.additiveCentsIncluded;
    const { id: scheduleId, effectiveFrom } = schedule;
    const centsPerMinute = cents(Math.max(0, tier.centsPerMinute - additive));
    return { scheduleId, effectiveFrom, tier, centsPerMinute, additiveRecorded: facility.additiveRecorded };
  }
  return null;
}

/** Whether a facility may charge a rate on a day: the cap it stays within (null: none in force), or a refusal that cites schedule and day. */
export function checkRate(
  facility: FacilityTier,
  centsPerMinute: Cents,
  on: Temporal.PlainDate,
  schedules: readonly CapSchedule[] = videoRateCaps,
): Result<Cap | null, RateRefusal> {
  if (centsPerMinute < 0) throw new RangeError('a rate is never negative');
  const cap = capFor(facility, on, schedules);
  if (!cap || centsPerMinute <= cap.centsPerMinute) return ok(cap);
  const { scheduleId, effectiveFrom, centsPerMinute: capCentsPerMinute } = cap;
  return refuse({ code: 'rate-above-cap', scheduleId, effectiveFrom, on, capCentsPerMinute, wantedCentsPerMinute: centsPerMinute });
}

function inForceOn({ effectiveFrom, effectiveTo }: CapSchedule, on: Temporal.PlainDate): boolean {
  const hasBegun = effectiveFrom === null || Temporal.PlainDate.compare(effectiveFrom, on) <= 0;
  return hasBegun && (effectiveTo === null || Temporal.PlainDate.compare(on, effectiveTo) <= 0);
}

function holds(tier: CapTier, { kind, averageDailyPopulation }: FacilityTier): boolean {
  const { facilityKind, adpFrom, adpBelow } = tier;
  return facilityKind === kind && adpFrom <= averageDailyPopulation && (adpBelow === null || averageDailyPopulation < adpBelow);
}
