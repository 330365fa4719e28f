import { postgresLiveFeed } from '../adapters/feed-postgres/live-feed.ts';
import { liveKitCallControl } from '../adapters/media-livekit/call-control.ts';
import { liveKitWebhooks } from '../adapters/media-livekit/media-webhooks.ts';
import { postgresCallTurns } from '../adapters/postgres/calls/call-turns.ts';
import { postgresRecordingReader } from '../adapters/postgres/recordings/recording-reader.ts';
import { httpRecorderControl } from '../adapters/recorder-http/recorder-control.ts';
import { recorderWebhooks } from '../adapters/recorder-http/recorder-webhooks.ts';
import { diskRecordingFiles } from '../adapters/recordings-disk/recording-files.ts';
import { vaultKeyRing } from '../adapters/vault-keys/key-ring.ts';
import type { SystemCaller } from '../core/access/caller.ts';
import type { VisitId } from '../core/shared/ids.ts';
import type { CallDependencies } from '../usecases/calls/call-dependencies.ts';
import { openWaitingRoom } from '../usecases/calls/open-waiting-room.ts';
import type { Area, Foundations } from './area.ts';
import type { MediaPlace } from './http/call-answers.ts';
import { liveStreams } from './http/live-stream.ts';
import { residentCallHandlers } from './http/resident/call.ts';
import type { CallRouteKey } from './http/route-groups.ts';
import { recordingFileStream } from './http/staff/recording-file.ts';
import { recordingHandlers } from './http/staff/recordings.ts';
import { visitorCallHandlers } from './http/visitor/call.ts';
import { mediaWebhookHandlers } from './http/webhooks/media.ts';
import { recorderWebhookHandlers } from './http/webhooks/recorder.ts';
import { type CallWatcher, startCallWatcher } from './live/call-watcher.ts';

/** The area of calls and recordings, and what other areas ask of it. */
export interface CallArea extends Area<CallRouteKey> {
  /** Carries out the deadline `open` of a visit. Idempotent. */
  openWaitingRoom(visitId: VisitId): Promise<void>;
  /** For use cases of other areas that touch calls. */
  readonly deps: CallDependencies;
}

const deadline: SystemCaller = { kind: 'system', channel: 'deadline' };

/** Waiting rooms, calls, their watcher, recordings and live updates. */
export function composeCalls(foundations: Foundations): CallArea {
  const { settings, logger, pool, db, clock, ids, work, callers } = foundations;
  const { media, recorder } = settings;
  const key = { apiKey: media.apiKey, apiSecret: media.apiSecret };
  const feed = postgresLiveFeed(pool, (error) => logger.warn({ err: error }, 'the connection for live updates broke'));
  const parts = {
    clock,
    ids,
    work,
    callControl: liveKitCallControl({ url: media.livekitUrl, ...key }),
    recorder: httpRecorderControl({ url: recorder.url, token: recorder.token }),
    keys: vaultKeyRing([{ id: 'master', key: settings.secrets.vaultMasterKey }]),
  };
  let watcher: CallWatcher | null = null;
  const deps: CallDependencies = { ...parts, waker: { wake: (visitId) => watcher?.wake(visitId) } };
  const recordings = { ...deps, reader: postgresRecordingReader(db), files: diskRecordingFiles(recordingsFolder(foundations)) };
  const place = mediaPlace(media);

  return {
    deps,
    openWaitingRoom: (visitId) => openWaitingRoom(deps, deadline, visitId),
    handlers: {
      ...visitorCallHandlers(deps, place),
      ...residentCallHandlers(deps, place),
      ...recordingHandlers(recordings),
      ...mediaWebhookHandlers(deps, liveKitWebhooks(key)),
      ...recorderWebhookHandlers(
        deps,
        recorderWebhooks(recorder.token, () => clock.now().epochMilliseconds / 1000),
      ),
    },
    plugins: [liveStreams({ callers, feed }), recordingFileStream(callers, recordings)],
    async start() {
      await feed.start();
      watcher ??= startCallWatcher({ ...parts, turns: postgresCallTurns(pool), logger });
    },
    async close() {
      const stopped = watcher;
      watcher = null;
      await stopped?.close();
      await feed.close();
    },
  };
}

/** Where the recorder writes: the same folder when both run on one machine. */
function recordingsFolder({ settings }: Foundations): string {
  return `${settings.general.dataFolder}/recordings`;
}

/** Our own engine is reached through this origin; a LiveKit server where it says that browsers reach it. */
function mediaPlace(media: Foundations['settings']['media']): MediaPlace {
  const embedded = media.livekitUrl === `http://127.0.0.1:${media.enginePort}`;
  return { engine: embedded ? 'embedded' : 'livekit', url: media.livekitPublicUrl ?? '' };
}
