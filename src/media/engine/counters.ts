import { Counter, Gauge, Registry } from 'prom-client';

/** Plain numbers counted on the forwarding path (no call per packet); `/metrics` reads them. */
export class Counters {
  packetsReceived = 0;
  bytesReceived = 0;
  packetsSent = 0;
  bytesSent = 0;
  nacksSent = 0;
  nacksReceived = 0;
  packetsResent = 0;
  keyFramesRequested = 0;
  webhooksFailed = 0;
}

/** What only the rooms know at the moment of asking. */
export interface RoomCounts {
  rooms: number;
  participants: number;
}

const descriptions: Record<keyof Counters, [name: string, help: string]> = {
  packetsReceived: ['openvisit_engine_packets_received_total', 'RTP packets received from publishers'],
  bytesReceived: ['openvisit_engine_bytes_received_total', 'Bytes of RTP received from publishers'],
  packetsSent: ['openvisit_engine_packets_sent_total', 'RTP packets sent to subscribers'],
  bytesSent: ['openvisit_engine_bytes_sent_total', 'Bytes of RTP sent to subscribers'],
  nacksSent: ['openvisit_engine_nacks_sent_total', 'Lost packets asked for again'],
  nacksReceived: ['openvisit_engine_nacks_received_total', 'Lost packets that subscribers asked for again'],
  packetsResent: ['openvisit_engine_packets_resent_total', 'Packets sent again to subscribers'],
  keyFramesRequested: ['openvisit_engine_plis_sent_total', 'Key frames asked for'],
  webhooksFailed: ['openvisit_engine_webhooks_failed_total', 'Events given up because nobody took them'],
};

/** Registers the counters and the two gauges in a registry of their own. */
export function exposeCounters(counters: Counters, counts: () => RoomCounts): Registry {
  const registry = new Registry();
  for (const key of Object.keys(descriptions) as (keyof Counters)[]) {
    const [name, help] = descriptions[key];
    registry.registerMetric(
      new Counter({
        name,
        help,
        registers: [],
        collect() {
          this.reset();
          this.inc(counters[key]);
        },
      }),
    );
  }
  const gauges: [string, string, () => number][] = [
    ['openvisit_engine_rooms', 'Rooms open now', () => counts().rooms],
    ['openvisit_engine_participants', 'Participants connected now, hidden ones included', () => counts().participants],
  ];
  for (const [name, help, read] of gauges) {
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      }),
    );
  }
  return registry;
}
