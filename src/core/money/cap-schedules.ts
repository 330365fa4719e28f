import { type FacilityKind, facilityKinds } from '../facility/facility.ts';
import { type Cents, cents } from '../shared/money.ts';
import { Temporal } from '../shared/time.ts';
import rateCaps from './video-rate-caps.json' with { type: 'json' };

/** One dated table of legal maxima for video calls; its source stands in video-rate-caps.json. */
export interface CapSchedule {
  readonly id: string;
  /** First and last day on which it is in force; null = open. */
  readonly effectiveFrom: Temporal.PlainDate | null;
  readonly effectiveTo: Temporal.PlainDate | null;
  /** Cents of the facility additive inside the figures: only a facility that has recorded its need may charge them. */
  readonly additiveCentsIncluded: number;
  readonly tiers: readonly CapTier[];
}

/** Holds where `adpFrom` ≤ average daily population < `adpBelow` (null = no upper bound). */
export interface CapTier {
  readonly facilityKind: FacilityKind;
  readonly adpFrom: number;
  readonly adpBelow: number | null;
  readonly centsPerMinute: Cents;
}

/** The federal caps (47 CFR 64, subpart FF), as data with dates and never as constants of a rule. */
export const videoRateCaps: readonly CapSchedule[] = rateCaps.schedules.map((schedule) => ({
  id: schedule.id,
  effectiveFrom: dateOrOpen(schedule.effectiveFrom),
  effectiveTo: dateOrOpen(schedule.effectiveTo),
  additiveCentsIncluded: schedule.additiveCentsIncluded ?? 0,
  tiers: schedule.tiers.map((tier) => ({ ...tier, facilityKind: kindOf(tier.facilityKind), centsPerMinute: cents(tier.centsPerMinute) })),
}));

function dateOrOpen(text: string | null): Temporal.PlainDate | null {
  return text === null ? null : Temporal.PlainDate.from(text);
}

function kindOf(text: string): FacilityKind {
  const kind = facilityKinds.find((one) => one === text);
  if (!kind) throw new RangeError(`video-rate-caps.json names an unknown facility kind: ${text}`);
  return kind;
}
