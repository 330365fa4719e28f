import type { Logger } from 'pino';
import type { SystemCaller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import type { Temporal } from '../../core/shared/time.ts';
import { MediaUnavailable } from '../../ports/call-control.ts';
import type { OpenCall } from '../../ports/call-store.ts';
import type { CallTurns } from '../../ports/call-turns.ts';
import type { CallWaker } from '../../ports/call-waker.ts';
import { RecorderUnavailable } from '../../ports/recorder-control.ts';
import type { CallDependencies } from '../../usecases/calls/call-dependencies.ts';
import { type CallDossier, type CallSurroundings, readDossier } from '../../usecases/calls/read-dossier.ts';
import { sealRecording } from '../../usecases/calls/seal-recording.ts';
import { watchCall } from '../../usecases/calls/watch-call.ts';

export interface CallWatcherParts extends Omit<CallDependencies, 'waker'> {
  readonly turns: CallTurns;
  readonly logger: Logger;
  /** Milliseconds between two looks at a call nobody wakes us for. Default 500: a drop counts after 3 s (V4). */
  readonly tickMilliseconds?: number;
}

export interface CallWatcher extends CallWaker {
  /** Looks no more; resolves when running looks are done. Idempotent. */
  close(): Promise<void>;
}

const watcher: SystemCaller = { kind: 'system', channel: 'watcher' };
/** Names, policy and slot of a running call change rarely; they are read again so often. */
const SURROUNDINGS_MILLISECONDS = 5000;
/** Every so many ticks recordings that a crash left unsealed are looked for; also at the first. */
const TICKS_BETWEEN_SEALING = 10;

/**
 * Watches all open calls: twice a second, and at once when woken by a webhook or a signal. Several processes share the calls by turns; a
 * woken one looks without a turn, because a look is safe to be done twice. Nothing is kept here that a restart would lose: a new watcher
 * makes rooms again, lists participants, goes on, and ends what is overdue.
 */
export function startCallWatcher(parts: CallWatcherParts): CallWatcher {
  const looks = new Map<VisitId, { again: boolean }>();
  /** Looks taken since the last tick, which writes them down for whoever looks next, perhaps another process. */
  const looked = new Map<VisitId, Temporal.Instant>();
  const running = new Set<Promise<void>>();
  const surroundings = new Map<VisitId, CallSurroundings & { readonly readAt: number }>();
  let timer: NodeJS.Timeout | undefined;
  let ticks = 0;
  let closed = false;

  const wake = (visitId: VisitId): void => look(visitId, null);
  const deps: CallDependencies = { ...parts, waker: { wake } };

  function look(visitId: VisitId, seen: OpenCall | null): void {
    if (closed) return;
    const going = looks.get(visitId);
    if (going) {
      going.again ||= seen === null;
      return;
    }
    const state = { again: false };
    looks.set(visitId, state);
    const done = lookOnce(visitId, seen)
      .catch((error: unknown) => complain(visitId, error))
      .finally(() => {
        looks.delete(visitId);
        running.delete(done);
        if (state.again) look(visitId, null);
      });
    running.add(done);
  }

  async function lookOnce(visitId: VisitId, seen: OpenCall | null): Promise<void> {
    const dossier = await dossierOf(visitId, seen);
    if (dossier === null) return;
    const now = parts.clock.now();
    const call = dossier.call.status === 'ended' ? dossier.call : await watchCall(deps, watcher, dossier);
    looked.set(visitId, now);
    if (call.status !== 'ended') return;
    await sealRecording(deps, watcher, visitId);
    surroundings.delete(visitId);
    await parts.turns.giveBack(visitId);
  }

  async function dossierOf(visitId: VisitId, seen: OpenCall | null): Promise<CallDossier | null> {
    const known = surroundings.get(visitId);
    if (known && performance.now() - known.readAt < SURROUNDINGS_MILLISECONDS) {
      const open = seen ?? (await parts.work.run(({ calls }) => calls.openOne(visitId)));
      if (open) return { ...known, ...open };
    }
    const dossier = await readDossier(deps, watcher, visitId);
    if (dossier) surroundings.set(visitId, { setting: dossier.setting, recording: dossier.recording, readAt: performance.now() });
    return dossier;
  }

  function complain(visitId: VisitId, error: unknown): void {
    const away = error instanceof MediaUnavailable || error instanceof RecorderUnavailable;
    parts.logger[away ? 'warn' : 'error']({ visitId, err: error }, 'a look at a call failed; the next one tries again');
  }

  async function tick(): Promise<void> {
    const looks = new Map(looked);
    looked.clear();
    const open = await parts.work.run(async ({ calls }) => {
      await calls.noteLooks(looks);
      return calls.open();
    });
    for (const seen of open) if (await parts.turns.take(seen.call.visitId)) look(seen.call.visitId, seen);
    if (ticks % TICKS_BETWEEN_SEALING === 0)
      for (const visitId of await parts.work.run(({ recordings }) => recordings.unsealed())) look(visitId, null);
    ticks += 1;
  }

  function tickAgain(): void {
    const ticked = tick()
      .catch((error: unknown) => parts.logger.error({ err: error }, 'open calls could not be read'))
      .finally(() => {
        running.delete(ticked);
        if (!closed) timer = setTimeout(tickAgain, parts.tickMilliseconds ?? 500);
      });
    running.add(ticked);
  }

  tickAgain();
  return {
    wake,
    async close() {
      closed = true;
      clearTimeout(timer);
      while (running.size > 0) await Promise.all(running);
      await parts.turns.close();
    },
  };
}
