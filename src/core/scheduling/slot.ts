import type { StationId } from '../shared/ids.ts';
import type { Interval } from '../shared/interval.ts';

/** A place that one visit can take: time, station and seat are picked together, so that claiming it needs no second search. */
export interface Slot {
  readonly during: Interval;
  readonly periodKey: string;
  readonly stationId: StationId;
  /** Number of the seat within the visiting period, from 1. */
  readonly seat: number;
}
