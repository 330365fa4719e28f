/** Looks up many at once; answers each in the order asked. */
export type LookUpMany<Key, Found> = (keys: readonly Key[]) => Promise<readonly Found[]>;

/** Keys of one look-up at most. */
const MOST = 100;

/**
 * Makes one look-up of many: while one is on its way, whoever comes waits for it to end and goes with the next, so that nobody is answered by
 * what was read before they asked. Where looking fails, all of that look-up are told.
 */
export function gatheredLookUps<Key, Found>(lookUpMany: LookUpMany<Key, Found>): (key: Key) => Promise<Found> {
  let waiting: { readonly key: Key; readonly found: (found: Found) => void; readonly failed: (error: unknown) => void }[] = [];
  let isLooking = false;

  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    while (waiting.length > 0) {
      const those = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      try {
        const found = await lookUpMany(those.map(({ key }) => key));
        for (const [index, one] of those.entries()) one.found(found[index] as Found);
      } catch (error) {
        for (const { failed } of those) failed(error);
      }
    }
    isLooking = false;
  };

  return (key) =>
    new Promise((found, failed) => {
      waiting.push({ key, found, failed });
      // Whoever comes in the same moment goes along.
      if (waiting.length === 1 && !isLooking) setImmediate(() => void look());
    });
}
