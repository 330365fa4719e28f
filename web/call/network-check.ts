/** How well this device reaches the platform. `none`: not at all. */
export type Network = 'good' | 'slow' | 'bad' | 'none';

/** Round trips in milliseconds above which a conversation begins to lag, and above which it is hard (ITU-T G.114: 400 ms one way at most). */
const SLOW = 300;
const BAD = 800;
const TRIES = 5;

/** Asks the server five times for a few bytes and judges the middle answer. A proxy's word that nobody is there is none. */
export async function checkNetwork(ask: () => Promise<Response> = () => fetch('/api/mode', { cache: 'no-store' })): Promise<Network> {
  const times: number[] = [];
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const began = performance.now();
    try {
      const { ok } = await ask();
      if (ok) times.push(performance.now() - began);
    } catch {
      // Counted as missing: the middle of the answers that came decides, or none did.
    }
  }
  return judgeNetwork(times);
}

/** The middle of some round trips in milliseconds, in a word. */
export function judgeNetwork(times: readonly number[]): Network {
  const middle = times.slice().sort((one, other) => one - other)[Math.floor(times.length / 2)];
  if (middle === undefined) return 'none';
  if (middle > BAD || times.length < TRIES) return 'bad';
  return middle > SLOW ? 'slow' : 'good';
}
