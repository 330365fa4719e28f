/** Looks up many at once; answers each in the order asked. */
export type LookUpMany<Key, Found> = (keys: readonly Key[]) => Promise<readonly Found[]>;

/** Keys of one look-up at most. */
const MOST = 100;

/** A look takes a few milliseconds; one that takes so long may wait for a connection that is not there any more. */
const PATIENCE_MS = 250;

/**
 * Makes one look-up of many: while one is on its way, whoever comes waits for it to end (or to take too long) and goes with the next, so that
 * nobody is answered by what was read before they asked. Where looking fails, all of that look-up are told.
 */
export function gatheredLookUps<Key, Found>(
  lookUpMany: LookUpMany<Key, Found>,
  patienceMs: number = PATIENCE_MS,
): (key: Key) => Promise<Found> {
  let waiting: { readonly key: Key; readonly found: (found: Found) => void; readonly failed: (error: unknown) => void }[] = [];
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    while (waiting.length > 0) {
      const those = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await endOrPatience(lookFor(those), patienceMs);
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
