import type { Room } from 'livekit-client';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ProblemCode } from '../api/problem.ts';
import type { CallApi, CallView } from './call-api.ts';
import type { LinkPhase } from './call-state.ts';
import { CallConnection, type SwitchedOff } from './connection.ts';

export interface Connected {
  readonly phase: LinkPhase;
  readonly remote: MediaStream | null;
  readonly otherOff: SwitchedOff;
  /** What is sent now. */
  readonly sending: { readonly camera: boolean; readonly microphone: boolean };
  toggle(kind: 'camera' | 'microphone'): void;
  /** Uses the call on this device again after another one took it over. */
  takeBack(): void;
}

/** The connection of a mounted call screen; it ends with the screen. `ready`: one made ahead, used first. */
export function useConnection(
  api: CallApi,
  local: MediaStream,
  ready: Promise<Room | null> | null,
  told: (view: CallView) => void,
  onRefused: (code: ProblemCode) => void,
): Connected {
  const [phase, setPhase] = useState<LinkPhase>('joining');
  const [remote, setRemote] = useState<MediaStream | null>(null);
  const [otherOff, setOtherOff] = useState<SwitchedOff>({ camera: false, microphone: false });
  const [sending, setSending] = useState({ camera: true, microphone: true });
  const [round, setRound] = useState(0);
  const connection = useRef<CallConnection | null>(null);
  const ahead = useRef(ready);
  const latest = useRef({ told, onRefused });
  latest.current = { told, onRefused };

  // Not after the next paint, as an effect would: somebody waits.
  useLayoutEffect(() => {
    const first = ahead.current;
    ahead.current = null;
    const mine = new CallConnection({
      join: () => api.join(),
      ready: first,
      local,
      onPhase: setPhase,
      onRemote: (stream) => setRemote(stream.getTracks().length > 0 ? stream : null),
      onOtherOff: setOtherOff,
      onFirstMedia: () => {
        // Lost on the way it does no harm: the server starts the clock three seconds after the gate by itself.
        api.signal({ kind: 'first-media' }).then(
          (view) => latest.current.told(view),
          () => undefined,
        );
      },
      onRefused: (code) => latest.current.onRefused(code),
    });
    connection.current = mine;
    return () => {
      connection.current = null;
      void mine.close();
    };
  }, [api, local, round]);

  const toggle = useCallback((kind: 'camera' | 'microphone') => {
    setSending((old) => {
      void connection.current?.setSending(kind, !old[kind]);
      return { ...old, [kind]: !old[kind] };
    });
  }, []);
  return { phase, remote, otherOff, sending, toggle, takeBack: () => setRound((count) => count + 1) };
}
