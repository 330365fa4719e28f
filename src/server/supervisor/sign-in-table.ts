import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const signIns = z.array(z.object({ face: z.string(), who: z.string(), address: z.string(), how: z.string() }));
export type SignIn = z.infer<typeof signIns>[number];

/** Who can sign in to the demo, as the app tells; an empty list when it does not within the given time. */
export async function readSignIns(appUrl: string, patienceMilliseconds = 10_000): Promise<SignIn[]> {
  const until = Date.now() + patienceMilliseconds;
  while (Date.now() < until) {
    try {
      const response = await fetch(`${appUrl}/dev/sign-ins`, { signal: AbortSignal.timeout(5_000) });
      const parsed = signIns.safeParse(response.ok ? await response.json() : null);
      if (parsed.success) return parsed.data;
    } catch {
      // Not yet.
    }
    await pause(200);
  }
  return [];
}

/** Columns as wide as their widest cell. */
export function signInTable(rows: readonly SignIn[]): string {
  const cells = [['face', 'who', 'address', 'how to sign in'], ...rows.map(({ face, who, address, how }) => [face, who, address, how])];
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()).join('\n');
}
