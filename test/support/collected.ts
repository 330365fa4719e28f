import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'vitest';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Waits until nothing holds any of these any more. Whoever made them must have forgotten them: make them in a function of its own. */
export async function expectCollected(things: readonly WeakRef<object>[]): Promise<void> {
  await expect
    .poll(
      () => {
        collectGarbage();
        return things.filter((thing) => thing.deref() !== undefined).length;
      },
      { timeout: 10_000 },
    )
    .toBe(0);
}
