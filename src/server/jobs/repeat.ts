/**
 * Runs `work` every `milliseconds` and whenever woken, never twice at once; what comes while it runs makes it run once more. `close` waits
 * for the run that is going on.
 */
export function repeat(milliseconds: number, work: () => Promise<void>, onError: (error: unknown) => void) {
  let running: Promise<void> | null = null;
  let again = false;
  let closed = false;

  const run = async (): Promise<void> => {
    do {
      again = false;
      await work().catch(onError);
    } while (again && !closed);
  };
  const wake = async (): Promise<void> => {
    if (closed) return;
    if (running) {
      again = true;
      return await running;
    }
    running = run().finally(() => {
      running = null;
    });
    await running;
  };
  const timer = setInterval(() => void wake(), milliseconds);

  return {
    wake,
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}
