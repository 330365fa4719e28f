import type { ResidentCaller, StaffCaller, SystemCaller, VisitorCaller } from '../../core/access/caller.ts';
import type { CallEvent } from '../../core/call/call-events.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import type { VisitOutcome } from '../../core/visit/visit-status.ts';
import { authorizeVisit } from '../../usecases/billing/authorize-visit.ts';
import { settleVisit } from '../../usecases/billing/settle-visit.ts';
import { giveConsent } from '../../usecases/calls/give-consent.ts';
import { openWaitingRoom } from '../../usecases/calls/open-waiting-room.ts';
import { saveCall } from '../../usecases/calls/save-call.ts';
import { confirmVisit } from '../../usecases/visits/confirm-visit.ts';
import { askInThePast } from './ask-in-the-past.ts';
import type { DemoParts } from './demo-parts.ts';
import { historyGateway } from './history-gateway.ts';
import { bookingAt } from './past-clock.ts';
import { flipOneBit, writeSyntheticRecording } from './synthetic-media.ts';

export interface PastVisit {
  readonly visitor: VisitorCaller;
  readonly resident: Omit<ResidentCaller, 'stationId'>;
  /** Who confirms it where a rule wants a person to look. */
  readonly scheduler: StaffCaller;
  readonly startsAt: Temporal.Instant;
  readonly lengthMinutes: number;
  /** What happened in the call; empty: nobody came together. */
  readonly call: (startsAt: Temporal.Instant, endsAt: Temporal.Instant) => readonly CallEvent[];
  /** For a call that never went live. */
  readonly noShow?: VisitOutcome;
  /** Flips one bit of the resident's file afterwards. */
  readonly damaged?: boolean;
}

const onDeadline: SystemCaller = { kind: 'system', channel: 'deadline' };
const watcher: SystemCaller = { kind: 'system', channel: 'watcher' };

/** A visit of the past, led through the product's own use cases with the clock turned back, its recording drawn and sealed. */
export async function buildPastVisit(parts: DemoParts, plan: PastVisit): Promise<VisitId> {
  const { startsAt } = plan;
  const endsAt = startsAt.add({ minutes: plan.lengthMinutes });
  const gateway = historyGateway(parts.ids);
  const at = (instant: Temporal.Instant) => bookingAt(parts, instant, gateway);
  const requested = await askInThePast(parts, { ...plan, residentId: plan.resident.residentId });
  const { id, slot } = requested.visit;
  const looked = at(startsAt.subtract({ hours: 47 }));
  if (requested.visit.status === 'requested') await confirmVisit(looked, plan.scheduler, id, requested.visit.revision);
  await authorizeVisit(looked, onDeadline, id);

  const opened = { ...at(startsAt.subtract({ minutes: 15 })), keys: parts.keys, waker: { wake: () => undefined } };
  await openWaitingRoom(opened, onDeadline, id);
  const consents = at(startsAt.subtract({ minutes: 4 }));
  const agreed = { version: '2026-1', language: 'en' };
  await giveConsent(consents, plan.visitor, id, agreed);
  if (!plan.noShow) await giveConsent(consents, { ...plan.resident, stationId: slot.stationId }, id, agreed);
  const events = plan.call(startsAt, endsAt);
  const over = at(plan.noShow ? startsAt.add({ minutes: plan.lengthMinutes }) : (events.at(-1)?.at ?? endsAt));
  await over.work.run(async (transaction) => {
    const visit = await transaction.visits.lockFor(onDeadline, id);
    const stored = await transaction.calls.lock(id);
    if (!visit || !stored) throw new Error('the past visit just made is gone');
    await saveCall(transaction, { visit, call: stored.call, events, now: over.clock.now(), by: watcher, judged: plan.noShow ?? null });
  });
  await sealPast(parts, plan, id, events);
  await settleVisit(over, onDeadline, id);
  return id;
}

async function sealPast(parts: DemoParts, plan: PastVisit, id: VisitId, events: readonly CallEvent[]): Promise<void> {
  const { work, clock } = bookingAt(parts, plan.startsAt.add({ minutes: plan.lengthMinutes }), historyGateway(parts.ids));
  const { recording, roomName } = await work.run(async ({ recordings, calls }) => ({
    recording: await recordings.ofVisit(id),
    roomName: (await calls.find(id))?.roomName ?? '',
  }));
  if (!recording) throw new Error('the past visit has no recording');
  const from = events.find((event) => event.type === 'went-live')?.at;
  const to = events.at(-1)?.at;
  if (!from || !to) {
    await work.run(({ recordings }) => recordings.seal(recording.id, { recordingId: recording.id, files: [] }, clock.now()));
    return;
  }
  const manifest = await writeSyntheticRecording({
    root: parts.recordingsFolder,
    recordingId: recording.id,
    roomName,
    recordingKey: Buffer.from(parts.keys.open(recording.wrappedKey, recording.id), 'base64'),
    wrappedKey: recording.wrappedKey,
    startedAt: from.epochMilliseconds - 900,
    seconds: Math.ceil((to.epochMilliseconds - from.epochMilliseconds) / 1000),
    participants: [
      { identity: plan.visitor.visitorId, figure: 'visitor' },
      { identity: plan.resident.residentId, figure: 'resident' },
    ],
  });
  await work.run(({ recordings }) => recordings.seal(recording.id, manifest, clock.now()));
  const damaged = manifest.files.at(-1);
  if (plan.damaged && damaged) await flipOneBit(parts.recordingsFolder, damaged);
}
