import { setTimeout as pause } from 'node:timers/promises';

/** Looks up many at once; answers each in the order asked. */
export type LookUpMany<Key, Found> = (keys: readonly Key[]) => Promise<readonly Found[]>;

/** Keys of one look-up at most. */
const MOST = 100;

interface Pace {
  /** A look takes a few milliseconds; one that takes so long may wait for a connection that is not there any more. */
  readonly patienceMs: number;
  /** Between the beginnings of two looks: nobody notices so little, and at busy times twice as many go together. */
  readonly gatherMs: number;
}
const PACE: Pace = { patienceMs: 250, gatherMs: 5 };

/**
 * Makes one look-up of many: the first goes at once; while it is on its way, or has only just begun, whoever comes waits (unless it takes too
 * long) and goes with the next, so that nobody is answered by what was read before they asked. Where looking fails, all of that look-up are
 * told.
 */
export function gatheredLookUps<Key, Found>(
  lookUpMany: LookUpMany<Key, Found>,
  { patienceMs, gatherMs }: Pace = PACE,
): (key: Key) => Promise<Found> {
  let waiting: { readonly key: Key; readonly found: (found: Found) => void; readonly failed: (error: unknown) => void }[] = [];
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    while (waiting.length > 0) {
      const those = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await Promise.all([endOrPatience(lookFor(those), patienceMs), pause(gatherMs)]);
    }
    isLooking = false;
  };

  /** Never throws. */
  const lookFor = async (those: typeof waiting): Promise<void> => {
    try {
      const found = await lookUpMany(those.map(({ key }) => key));
      for (const [index, one] of those.entries()) one.found(found[index] as Found);
    } catch (error) {
      for (const { failed } of those) failed(error);
    }
  };

  return (key) =>
    new Promise((found, failed) => {
      waiting.push({ key, found, failed });
      // Whoever comes in the same moment goes along.
      if (waiting.length === 1 && !isLooking) setImmediate(() => void look());
    });
}

async function endOrPatience(look: Promise<void>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([look, patience]);
  clearTimeout(timer);
}
