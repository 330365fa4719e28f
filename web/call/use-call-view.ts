import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useLive } from '../api/live.ts';
import { type ApiProblem, asProblem } from '../api/problem.ts';
import { learnServerClock } from '../api/server-clock.ts';
import type { CallApi, CallView } from './call-api.ts';

/** Asked again so often even when the stream says nothing: for a stream that a firewall has silently cut. */
const FALLBACK_MILLISECONDS = 5000;

export interface WatchedCall {
  readonly view: CallView | null;
  readonly problem: ApiProblem | null;
  refetch(): void;
  /** What an act has just answered. */
  set(view: CallView): void;
}

/** The call as the server sees it, kept fresh by its live events. */
export function useCallView(api: CallApi, visitId: string): WatchedCall {
  const [state, setState] = useState<{ view: CallView | null; problem: ApiProblem | null }>({ view: null, problem: null });
  const turn = useRef(0);
  const set = useCallback((view: CallView) => {
    turn.current += 1;
    learnServerClock(view.serverNow, true);
    setState({ view, problem: null });
  }, []);
  const refetch = useCallback(() => {
    const mine = ++turn.current;
    api.view().then(
      (view) => mine === turn.current && set(view),
      (error) => mine === turn.current && setState((old) => ({ ...old, problem: asProblem(error) })),
    );
  }, [api, set]);
  useEffect(() => {
    refetch();
    const timer = setInterval(refetch, FALLBACK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [refetch]);
  useLive('call-changed', visitId, refetch);
  useLive('visit-changed', visitId, refetch);
  return { ...state, refetch, set };
}
