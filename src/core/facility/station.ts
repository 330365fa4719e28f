import type { HousingUnitId, StationId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';

/** A fixed video endpoint that residents use (W6). */
export interface Station {
  readonly id: StationId;
  readonly enabled: boolean;
  /** Somebody has recorded that the camera sees no shower, toilet or bunk (28 CFR 115.15); without it the station serves nobody. */
  readonly viewApproved: boolean;
  readonly isPrivate: boolean;
  readonly turnRoundMinutes: number;
  readonly housingUnitIds: readonly HousingUnitId[];
  /** Times in which it may not be used (count, meal, repair), already as dated intervals of the window that was read. */
  readonly blocks: readonly Interval[];
}
