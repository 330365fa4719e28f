import type { Wish } from '../../core/scheduling/admission-facts.ts';
import { nearestAlternatives } from '../../core/scheduling/alternatives.ts';
import { freeSlots } from '../../core/scheduling/free-slots.ts';
import { lengthMilliseconds } from '../../core/shared/interval.ts';
import { laterOf } from '../../core/shared/time.ts';
import type { BookingDependencies } from './booking-dependencies.ts';
import type { Pair } from './judge-wish.ts';

/** Days searched on either side of the lost time, the near ones first; and how many times are named (C4). */
const DAYS_AROUND = [1, 4] as const;
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
): Promise<readonly FreeTime[]> {
  const now = clock.now();
  const lengthMinutes = Math.round(lengthMilliseconds(wish.during) / 60_000);
  const query = { actor: wish.actor, visitType: wish.visitType, lengthMinutes, replaces: wish.replaces };
  for (const days of DAYS_AROUND) {
    const window = {
      start: laterOf(now, wish.during.start.subtract({ hours: 24 * days })),
      end: laterOf(now, wish.during.start).add({ hours: 24 * days }),
    };
    const facts = await work.run((transaction) => transaction.facts.read(pair.residentId, pair.visitorId, window, now));
    const near = facts ? nearestAlternatives(freeSlots(facts, query, now).slots, wish.during, MOST) : [];
    if (near.length > 0) return near.map(({ during }) => ({ startsAt: during.start.toString(), endsAt: during.end.toString() }));
  }
  return [];
}
