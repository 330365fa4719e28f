import type { Wish } from '../../core/scheduling/admission-facts.ts';
import { nearestAlternatives } from '../../core/scheduling/alternatives.ts';
import { freeSlots } from '../../core/scheduling/free-slots.ts';
import { lengthMilliseconds } from '../../core/shared/interval.ts';
import { laterOf } from '../../core/shared/time.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import type { Pair } from './judge-wish.ts';

/** Days searched on either side of the lost time, and how many times are named (C4). */
const DAYS_AROUND = 3;
const MOST = 5;

export interface FreeTime {
  readonly startsAt: string;
  readonly endsAt: string;
}

/** The nearest free times to one that was just lost, read after the loss. */
export async function nearestTimes(
  { work, clock }: Pick<BookingDependencies, 'work' | 'clock'>,
  pair: Pair,
  wish: Wish,
): Promise<FreeTime[]> {
  const now = clock.now();
  const window = {
    start: laterOf(now, wish.during.start.subtract({ hours: 24 * DAYS_AROUND })),
    end: laterOf(now, wish.during.start).add({ hours: 24 * DAYS_AROUND }),
  };
  const facts = await work.run((transaction) => transaction.facts.read(pair.residentId, pair.visitorId, window, now));
  if (!facts) return [];
  const lengthMinutes = Math.round(lengthMilliseconds(wish.during) / 60_000);
  const { slots } = freeSlots(facts, { actor: wish.actor, visitType: wish.visitType, lengthMinutes, replaces: wish.replaces }, now);
  return nearestAlternatives(slots, wish.during, MOST).map(({ during }) => ({
    startsAt: during.start.toString(),
    endsAt: during.end.toString(),
  }));
}
