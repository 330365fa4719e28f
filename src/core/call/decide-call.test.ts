import { expect, test } from 'vitest';
import type { Temporal } from '../shared/time.ts';
import { chicago, minutesFrom, ordinaryPolicy } from '../testing/ordinary-facts.ts';
import type { Call } from './call.ts';
import type { CallEvent } from './call-events.ts';
import type { CallObservation, SideObservation } from './call-observation.ts';
import { decideCall, endCall } from './decide-call.ts';
import { evolveCall } from './evolve-call.ts';
import { newCall } from './new-call.ts';

const context = { policy: ordinaryPolicy, booked: minutesFrom('2026-12-05T10:00', 20) };
const start = chicago('2026-12-05T10:00');

interface Sight {
  readonly recorder?: CallObservation['recorder'];
  readonly mediaServer?: CallObservation['mediaServer'];
  readonly visitor?: Partial<SideObservation>;
  readonly resident?: Partial<SideObservation>;
  /** When somebody last looked before; default: half a second ago. */
  readonly lookedBefore?: number;
}

/** A watched call: `see` is one look, seconds after the booked start; both sides send until told otherwise. */
class Watched {
  call: Call = newCall('vst_0000000000000001');
  readonly events: CallEvent[] = [];

  see(second: number, sight: Sight = {}): string[] {
    const now = at(second);
    const side = (changes: Partial<SideObservation> = {}) => ({
      inRoom: true,
      lastPacketAt: now,
      mutedByOwner: false,
      beingWritten: true,
      ...changes,
    });
    const seen: CallObservation = {
      recorder: sight.recorder ?? 'recording',
      mediaServer: sight.mediaServer ?? 'answering',
      lookedBeforeAt: at(sight.lookedBefore ?? second - 0.5),
      sides: { visitor: side(sight.visitor), resident: side(sight.resident) },
    };
    const told = this.take(decideCall(this.call, seen, context, now));
    expect(decideCall(this.call, seen, context, now)).toEqual([]);
    return told;
  }

  take(events: CallEvent[]): string[] {
    this.events.push(...events);
    for (const event of events) this.call = evolveCall(this.call, event);
    return events.map(brief);
  }
}

function at(second: number): Temporal.Instant {
  return start.add({ milliseconds: Math.round(second * 1000) });
}

/** `type subject @second`, seconds counted from the booked start. */
function brief(event: CallEvent): string {
  const subject =
    'side' in event ? ` ${event.side}` : 'cause' in event ? ` ${event.cause}` : 'secondsLeft' in event ? ` ${event.secondsLeft}` : '';
  return `${event.type}${subject} @${(event.at.epochMilliseconds - start.epochMilliseconds) / 1000}`;
}

const gone = { inRoom: false, beingWritten: false };

/** A call that is live since second 3. */
function live(): Watched {
  const watched = new Watched();
  watched.see(0);
  watched.see(3);
  expect(watched.call.status).toBe('live');
  return watched;
}

test('the gate stays shut until both are in the room and both are being written', () => {
  const watched = new Watched();
  expect(watched.see(1, { resident: gone, visitor: { beingWritten: false } })).toEqual(['joined visitor @1']);
  expect(watched.see(2, { recorder: 'joining' })).toEqual(['joined resident @2']);
  expect(watched.see(3, { resident: { beingWritten: false } })).toEqual([]);
  expect(watched.see(4)).toEqual(['gate-opened @4']);
});

test('the gate never opens before the booked start, however early both are there', () => {
  const watched = new Watched();
  expect(watched.see(-600)).toEqual(['joined visitor @-600', 'joined resident @-600']);
  expect(watched.see(-0.5)).toEqual([]);
  expect(watched.see(0)).toEqual(['gate-opened @0']);
});

test('live is the later of both first pictures or sounds', () => {
  const watched = new Watched();
  watched.see(0);
  watched.take([{ type: 'first-media', side: 'visitor', at: at(0.3) }]);
  expect(watched.see(0.5)).toEqual([]);
  watched.take([{ type: 'first-media', side: 'resident', at: at(0.8) }]);
  expect(watched.see(1)).toEqual(['went-live @0.8']);
  expect(watched.call.endsAt?.epochMilliseconds).toBe(at(1200).epochMilliseconds);
});

test('without word of a first picture the call is live three seconds after the gate opened, if packets still come', () => {
  const watched = new Watched();
  watched.see(0);
  expect(watched.see(2.5)).toEqual([]);
  expect(watched.see(3, { visitor: { lastPacketAt: at(-1) } })).toEqual([]);
  expect(watched.see(3.5)).toEqual(['went-live @3.5']);
});

test('somebody without a microphone, or who mutes everything after being written, still counts', () => {
  const watched = new Watched();
  watched.see(0, { visitor: { mutedByOwner: true } });
  expect(watched.see(3, { visitor: { mutedByOwner: true, lastPacketAt: at(0) } })).toEqual(['went-live @3']);
});

test('more than the grace without packets is a gap that begins at the last packet', () => {
  const watched = live();
  expect(watched.see(13, { visitor: { lastPacketAt: at(10) } })).toEqual([]);
  expect(watched.see(13.5, { visitor: { lastPacketAt: at(10) } })).toEqual(['interrupted visitor @10']);
  expect(watched.see(14, { visitor: { lastPacketAt: at(10) } })).toEqual([]);
  expect(watched.see(20)).toEqual(['resumed @20']);
  expect(watched.call).toMatchObject({ status: 'live', interruptedBy: null });
});

test('the side that was lost first is named', () => {
  const watched = live();
  expect(watched.see(15, { visitor: { lastPacketAt: at(11) }, resident: { lastPacketAt: at(10) } })).toEqual(['interrupted resident @10']);
});

test('a closed tab is a drop: the gate shuts at once, the gap begins at the last packet, coming back is live again when written', () => {
  const watched = live();
  const away = { ...gone, lastPacketAt: at(10) };
  expect(watched.see(10.5, { visitor: away })).toEqual(['left visitor @10.5', 'gate-shut @10.5']);
  expect(watched.see(14, { visitor: away })).toEqual(['interrupted visitor @10']);
  expect(watched.see(15, { visitor: { beingWritten: false, lastPacketAt: at(10) } })).toEqual(['joined visitor @15']);
  expect(watched.see(15.5, { visitor: { lastPacketAt: at(15.4) } })).toEqual(['gate-opened @15.5']);
  expect(watched.see(16)).toEqual(['resumed @16']);
});

test('a return within the grace is no interruption', () => {
  const watched = live();
  watched.see(10.5, { visitor: { ...gone, lastPacketAt: at(10) } });
  expect(watched.see(11.5, { visitor: { beingWritten: false, lastPacketAt: at(11.4) } })).toEqual(['joined visitor @11.5']);
  expect(watched.see(12)).toEqual(['gate-opened @12']);
  expect(watched.events.map((event) => event.type)).not.toContain('interrupted');
});

test('one’s own mute is no loss, and time muted is not claimed back when the packets stop after it', () => {
  const watched = live();
  const muted = { mutedByOwner: true, lastPacketAt: at(10) };
  expect(watched.see(10, { visitor: muted })).toEqual(['muted visitor @10']);
  expect(watched.see(300, { visitor: muted })).toEqual([]);
  expect(watched.see(301, { visitor: { lastPacketAt: at(10) } })).toEqual(['unmuted visitor @301']);
  expect(watched.see(303, { visitor: { lastPacketAt: at(10) } })).toEqual([]);
  expect(watched.see(304.5, { visitor: { lastPacketAt: at(10) } })).toEqual(['interrupted visitor @301']);
});

test('somebody who leaves while muted is lost from leaving on', () => {
  const watched = live();
  watched.see(10, { visitor: { mutedByOwner: true } });
  watched.see(100, { visitor: { ...gone, lastPacketAt: at(10), mutedByOwner: true } });
  expect(watched.see(104, { visitor: { ...gone, lastPacketAt: at(10) } })).toEqual(['interrupted visitor @100']);
});

test('a lost recorder shuts the gate and is the platform’s gap at once; with a new one the call goes on', () => {
  const watched = live();
  const lost: Sight = { recorder: 'lost', visitor: { beingWritten: false }, resident: { beingWritten: false } };
  expect(watched.see(50, lost)).toEqual(['gate-shut @50', 'interrupted platform @50']);
  expect(watched.see(51, { ...lost, recorder: 'joining' })).toEqual([]);
  expect(watched.see(55, { visitor: { lastPacketAt: at(54.9) }, resident: { lastPacketAt: at(54.9) } })).toEqual(['gate-opened @55']);
  expect(watched.see(55.5)).toEqual(['resumed @55.5']);
});

test('a lost media server is the platform’s gap from the last packet on, and says nothing of who left', () => {
  const watched = live();
  const dead = { inRoom: false, lastPacketAt: at(49.2) };
  expect(watched.see(50, { mediaServer: 'lost', visitor: dead, resident: { ...dead, lastPacketAt: at(49.3) } })).toEqual([
    'gate-shut @50',
    'interrupted platform @49.3',
  ]);
  expect(watched.call.present).toEqual({ visitor: true, resident: true });
  expect(watched.see(52, { visitor: { ...gone, lastPacketAt: at(49.2) }, resident: { ...gone, lastPacketAt: at(49.3) } })).toEqual([
    'left visitor @52',
    'left resident @52',
  ]);
  expect(watched.call.interruptedBy).toBe('platform');
});

test('when a side is gone and then the platform too, the platform is named from then on', () => {
  const watched = live();
  watched.see(14, { visitor: { lastPacketAt: at(10) } });
  expect(watched.see(20, { recorder: 'lost', visitor: { lastPacketAt: at(10) } })).toEqual(['gate-shut @20', 'interrupted platform @20']);
  expect(watched.call.interruptedBy).toBe('platform');
});

test('a file that stays closed while somebody is in the room is the platform’s gap after the grace', () => {
  const watched = live();
  expect(watched.see(50, { resident: { beingWritten: false } })).toEqual(['gate-shut @50']);
  expect(watched.see(53.5, { resident: { beingWritten: false } })).toEqual(['interrupted platform @50']);
});

test('a gap never reaches back over a return that was already told', () => {
  const watched = live();
  watched.see(14, { visitor: { lastPacketAt: at(10) } });
  watched.see(20, { visitor: { lastPacketAt: at(19) } });
  expect(watched.see(23, { visitor: { lastPacketAt: at(19) } })).toEqual(['interrupted visitor @20.001']);
});

test('each warning comes once; a watcher that was away tells only the latest', () => {
  const watched = live();
  expect(watched.see(899.5)).toEqual([]);
  expect(watched.see(900)).toEqual(['warned 300 @900']);
  expect(watched.see(900.5)).toEqual([]);
  expect(watched.see(1140)).toEqual(['warned 60 @1140']);
  const away = live();
  expect(away.see(1150)).toEqual(['warned 60 @1150']);
  expect(away.see(1151)).toEqual([]);
});

test('a call that went live late still ends at the booked end, without a warning that was due before it began', () => {
  const watched = new Watched();
  watched.see(1000);
  expect(watched.see(1003)).toEqual(['went-live @1003']);
  expect(watched.see(1140)).toEqual(['warned 60 @1140']);
  expect(watched.see(1200.4)).toEqual(['ended time-is-up @1200']);
  expect(watched.see(1201)).toEqual([]);
});

test('an interrupted call waits for its people until its end, however long', () => {
  const watched = live();
  const away = { ...gone, lastPacketAt: at(10) };
  watched.see(14, { visitor: away, resident: away });
  expect(watched.see(880, { visitor: away, resident: away })).toEqual([]);
  expect(watched.see(1200, { visitor: away, resident: away })).toEqual(['ended time-is-up @1200']);
});

test('leaving on purpose ends the call, twice changes nothing, and never after its time', () => {
  const watched = live();
  expect(watched.take(endCall(watched.call, 'left-visitor', at(60)))).toEqual(['left visitor @60', 'ended left-visitor @60']);
  expect(endCall(watched.call, 'ended-by-staff', at(61))).toEqual([]);
  expect(endCall(live().call, 'ended-by-staff', at(1300)).map(brief)).toEqual(['ended ended-by-staff @1200']);
});
