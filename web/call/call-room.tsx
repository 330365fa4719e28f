import type { Room } from 'livekit-client';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ProblemCode } from '../api/problem.ts';
import { startText, useText } from '../text/use-text.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { useNow } from '../ui/use-now.ts';
import type { CallApi } from './call-api.ts';
import { CallScreen } from './call-screen.tsx';
import { isOver, roomPhase } from './call-state.ts';
import { EndedScreen } from './ended-screen.tsx';
import { closeDevices } from './open-devices.ts';
import { useCallView } from './use-call-view.ts';
import { useDoorway } from './use-doorway.ts';
import { WaitingRoom } from './waiting-room.tsx';
import './call.css';

export interface CallRoomProps {
  readonly api: CallApi;
  readonly visitId: string;
  /** `station`: larger targets, stronger contrast, no way out but Leave. */
  readonly variant: 'visitor' | 'station';
  /** IANA zone in which times are shown. */
  readonly timeZone: string;
  /** The call has ended, and the person has read why. */
  readonly onDone: () => void;
  /** The person turned back from the waiting room: the visit goes on to wait for them. */
  readonly onBack: () => void;
  /** The sign-in is over on the server. */
  readonly onSignedOut?: () => void;
}

/**
 * Waiting room, call and its end, the same for both sides; mount it and give it a `CallApi`. A page that is opened again in the middle of a
 * call goes straight back in, without a new waiting room.
 */
export function CallRoom(props: CallRoomProps) {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    void startText(['call']).then(() => setReady(true));
  }, []);
  // The visitor's frame has the page's main part around it; the wall shows nothing but this.
  const Around = props.variant === 'station' ? 'main' : 'div';
  return <Around class={`call call-${props.variant}`}>{ready ? <CallPlace {...props} /> : <Skeleton />}</Around>;
}

function CallPlace({ api, visitId, variant, timeZone, onDone, onBack, onSignedOut }: CallRoomProps) {
  const { has } = useText();
  const watched = useCallView(api, visitId);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [inside, setInside] = useState<{ readonly ready: Promise<Room | null> | null } | null>(null);
  const [refused, setRefused] = useState<ProblemCode | null>(null);
  const now = useNow();
  const { view, problem } = watched;
  const signedOut = problem?.code === 'not-signed-in';
  useEffect(() => {
    if (signedOut) onSignedOut?.();
  }, [signedOut, onSignedOut]);
  useEffect(() => () => closeDevices(stream), [stream]);
  // Whoever is in the call on another device is not put out by a waiting room.
  const mayJoin = view !== null && view.visitStatus === 'joinable' && view.me.consented && !view.me.present && refused === null;
  const takeReady = useDoorway(api, mayJoin && stream !== null && inside === null);
  const out = useCallback((code: ProblemCode | null) => {
    setRefused(code);
    setInside(null);
  }, []);

  if (!view || !has('call.title')) return problem ? <ProblemNotice problem={problem} onRetry={watched.refetch} /> : <Skeleton />;
  if (isOver(view) || roomPhase(view, now) === 'over') return <EndedScreen view={view} variant={variant} onDone={onDone} />;
  if (inside && stream)
    return <CallScreen api={api} watched={{ ...watched, view }} stream={stream} ready={inside.ready} variant={variant} onOut={out} />;
  return (
    <WaitingRoom
      api={api}
      view={view}
      variant={variant}
      timeZone={timeZone}
      stream={stream}
      onStream={setStream}
      onConsented={watched.refetch}
      onReady={() => setInside({ ready: takeReady() })}
      refused={refused}
      onBack={onBack}
    />
  );
}
