import type { VisitorCaller } from '../../src/core/access/caller.ts';
import type { ResidentId } from '../../src/core/shared/ids.ts';
import type { Temporal } from '../../src/core/shared/time.ts';
import type { VisitSheet } from '../../src/ports/visit-sheets.ts';
import { automatic } from '../../src/server/demo/builders/build-policy.ts';
import { holdSlot } from '../../src/usecases/visits/hold-slot.ts';
import { type BookingWorld, buildBookingWorld, SLOT } from './booking-world.ts';

export type Pair = { readonly residentId: ResidentId; readonly visitor: VisitorCaller };

/** A facility with three stations whose bookings share turns from the first on. */
export interface TurnWorld extends BookingWorld {
  /** A time of a day that no test before had. */
  readonly startsAt: Temporal.Instant;
  nextDay(): void;
  /** At `startsAt` unless told otherwise. */
  hold(pair: Pair, at?: Temporal.Instant): Promise<VisitSheet>;
  pairs(count: number): Promise<Pair[]>;
  /** The answer of an act, and what turns there were meanwhile. */
  turnsOf<Answer>(act: () => Promise<Answer>): Promise<{ readonly answer: Answer; readonly turns: BookingWorld['turns'] }>;
}

export async function buildTurnWorld({ centsPerMinute = 0 } = {}): Promise<TurnWorld> {
  const world = await buildBookingWorld({ centsPerMinute, policy: automatic, stations: 3, capacity: 3 });
  let startsAt = SLOT;
  const hold = ({ residentId, visitor }: Pair, at = startsAt) =>
    holdSlot(world.deps, visitor, { residentId, visitType: 'social', startsAt: at, lengthMinutes: 20 });
  // The first booking of a facility is done by itself: its facts are not remembered yet.
  await hold(await world.addPair());

  return {
    ...world,
    get startsAt() {
      return startsAt;
    },
    nextDay() {
      startsAt = startsAt.add({ hours: 24 });
    },
    hold,
    async pairs(count) {
      const made: Pair[] = [];
      while (made.length < count) made.push(await world.addPair());
      return made;
    },
    async turnsOf(act) {
      const before = world.turns.length;
      const answer = await act();
      return { answer, turns: world.turns.slice(before) };
    },
  };
}

/** `done`, or the code of the refusal. */
export function codeOf(answer: PromiseSettledResult<unknown>): string | undefined {
  return answer.status === 'fulfilled' ? 'done' : (answer.reason as { readonly code?: string }).code;
}
