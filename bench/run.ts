import { booking } from './booking.ts';
import { join } from './join.ts';
import { weight } from './weight.ts';

/** What a bench measured; the last line that it prints is this as JSON. */
export interface BenchResult {
  readonly bench: string;
  readonly ratio: number;
  readonly goal: number;
  readonly ok: boolean;
}

const benches: Readonly<Record<string, () => Promise<BenchResult>>> = { booking, join, weight };

const name = process.argv[2] ?? '';
const bench = benches[name];
if (!bench) {
  process.stderr.write(`Usage: npm run bench -- NAME, where NAME is one of: ${Object.keys(benches).join(', ')}\n`);
  process.exit(2);
}
const result = await bench();
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(0);
