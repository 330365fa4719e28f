import { Counter, type Metric } from 'prom-client';

/** What /metrics tells of transactions that bookings share (decision 13): many alone and few shared means that something keeps them from it. */
export function turnMetrics(): {
  readonly metrics: readonly Metric[];
  readonly count: (turn: { readonly works: number; readonly left: number }) => void;
} {
  const turns = new Counter({ name: 'openvisit_turns_total', help: 'Transactions shared by bookings', registers: [] });
  const works = new Counter({
    name: 'openvisit_turn_works_total',
    help: 'Bookings that took part in a shared transaction (shared), or had to be done again by themselves (alone)',
    labelNames: ['done'] as const,
    registers: [],
  });
  return {
    metrics: [turns, works],
    count({ works: all, left }) {
      turns.inc();
      works.inc({ done: 'shared' }, all - left);
      works.inc({ done: 'alone' }, left);
    },
  };
}
