import { expect, test } from 'vitest';
import type { Temporal } from '../shared/time.ts';
import { minutesFrom, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import type { Call } from './call.ts';
import type { CallEvent } from './call-events.ts';
import type { CallObservation, SideObservation } from './call-observation.ts';
import { decideCall } from './decide-call.ts';
import { deliveredTime } from './delivered-time.ts';
import { evolveCall } from './evolve-call.ts';
import { newCall } from './new-call.ts';

const booked = minutesFrom('2026-12-05T10:00', 20);
const at = (second: number): Temporal.Instant => booked.start.add({ milliseconds: Math.round(second * 1000) });
const gone = { inRoom: false, beingWritten: false };

interface Sight {
  readonly visitor?: Partial<SideObservation>;
  readonly resident?: Partial<SideObservation>;
  readonly platform?: Partial<Pick<CallObservation, 'recorder' | 'mediaServer'>>;
}

/** A call that is live since second 3, and its looks: what is not said is well, and the look before was the last `see`. */
class Watched {
  call: Call = newCall('vst_0000000000000001');
  readonly events: CallEvent[] = [];
  #lookedAt: Temporal.Instant | null = null;

  constructor() {
    this.see(0);
    this.watch(0.5, 3);
    expect(this.call.status).toBe('live');
  }

  see(second: number, { visitor, resident, platform }: Sight = {}): string[] {
    const now = at(second);
    const well = { inRoom: true, lastPacketAt: now, mutedByOwner: false, beingWritten: true };
    const sides = { visitor: { ...well, ...visitor }, resident: { ...well, ...resident } };
    const seen: CallObservation = {
      recorder: 'recording',
      mediaServer: 'answering',
      ...platform,
      lookedBeforeAt: this.#lookedAt,
      sides,
    };
    const told = decideCall(this.call, seen, { policy: ordinaryPolicy, booked }, now);
    this.#lookedAt = now;
    this.events.push(...told);
    this.call = told.reduce(evolveCall, this.call);
    return told.map(brief);
  }

  /** Looks twice a second at the same sight. */
  watch(from: number, to: number, sight: Sight = {}): string[] {
    const told: string[] = [];
    for (let second = from; second <= to; second += 0.5) told.push(...this.see(second, sight));
    return told;
  }

  get gaps(): string[] {
    return deliveredTime(this.events, booked).gaps.map(({ cause, during }) => `${cause} ${second(during.start)}–${second(during.end)}`);
  }
}

const second = (instant: Temporal.Instant): number => (instant.epochMilliseconds - booked.start.epochMilliseconds) / 1000;

function brief(event: CallEvent): string {
  const subject = 'cause' in event ? ` ${event.cause}` : 'side' in event ? ` ${event.side}` : '';
  return `${event.type}${subject} @${second(event.at)}`;
}

test('a side that was lost while nobody looked was lost by the platform', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  expect(watched.see(122, { visitor: { ...gone, lastPacketAt: at(109) } })).toEqual([
    'unwatched @122',
    'left visitor @122',
    'gate-shut @122',
    'interrupted platform @109',
  ]);
  watched.watch(122.5, 130, { visitor: { ...gone, lastPacketAt: at(109) } });
  watched.see(130.5);
  expect(watched.gaps).toEqual(['platform 109–130.5']);
});

test('so was one whose page came back late, after somebody looked again', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  expect(watched.see(103)).toEqual(['unwatched @103']);
  expect(watched.watch(103.5, 112, { resident: { lastPacketAt: at(108) } })).toEqual(['interrupted platform @108']);
});

test('who drops later is lost by itself', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  watched.watch(122, 133);
  expect(watched.watch(133.5, 137, { visitor: { lastPacketAt: at(133) } })).toEqual(['interrupted visitor @133']);
});

test('who dropped before is lost by itself until nobody looked, and by the platform from then on, as nobody could come back', () => {
  const unseen = new Watched();
  unseen.watch(3.5, 100);
  unseen.see(100.5, { visitor: { lastPacketAt: at(99) } });
  expect(unseen.see(120, { visitor: { lastPacketAt: at(99) } })).toEqual([
    'unwatched @120',
    'interrupted visitor @99',
    'interrupted platform @100.5',
  ]);

  const seen = new Watched();
  seen.watch(3.5, 100);
  seen.watch(100.5, 110, { visitor: { lastPacketAt: at(100) } });
  expect(seen.see(130)).toEqual(['unwatched @130', 'interrupted platform @110', 'resumed @130']);
  expect(seen.gaps).toEqual(['visitor 100–110', 'platform 110–130']);
});

test('of two absences the one in which a side was lost counts, also when the other came before anybody could see it', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  const silent = { resident: { lastPacketAt: at(101) } };
  expect(watched.see(103, silent)).toEqual(['unwatched @103']);
  expect(watched.see(106, silent)).toEqual(['unwatched @106', 'interrupted platform @101']);
  watched.see(106.5);
  expect(watched.gaps).toEqual(['platform 101–106.5']);
});

test('a call that went on meanwhile has lost nothing', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  expect(watched.see(122)).toEqual(['unwatched @122']);
  expect(watched.call.status).toBe('live');
  expect(watched.gaps).toEqual([]);
});

test('a look that is a little late says nothing', () => {
  const watched = new Watched();
  watched.watch(3.5, 100);
  expect(watched.see(101.9)).toEqual([]);
});

test('time that is up while nobody looked is paid up to the last packets only', () => {
  const watched = new Watched();
  watched.watch(3.5, 600);
  const away = { ...gone, lastPacketAt: at(615) };
  expect(watched.see(1500, { visitor: away, resident: away })).toEqual([
    'unwatched @1200',
    'interrupted platform @615',
    'ended time-is-up @1200',
  ]);
  expect(watched.gaps).toEqual(['platform 615–1200']);
});

test('when everything was away and nobody remembers a packet, all that time is lost', () => {
  const blackout = { ...gone, lastPacketAt: null };
  const platform = { recorder: 'lost', mediaServer: 'lost' } as const;
  const ended = new Watched();
  ended.watch(3.5, 600);
  ended.see(1500, { visitor: blackout, resident: blackout, platform });
  expect(ended.gaps).toEqual(['platform 600–1200']);

  const going = new Watched();
  going.watch(3.5, 600);
  expect(going.see(660, { visitor: blackout, resident: blackout, platform: { recorder: 'lost' } })).toContain('interrupted platform @600');
});
