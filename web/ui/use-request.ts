import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';

export interface Request<Data> {
  /** What came last; stays while it is fetched again, and when that fails. */
  readonly data: Data | null;
  readonly problem: ApiProblem | null;
  readonly loading: boolean;
  refetch(): void;
  /** Puts in what an act has just answered. */
  setData(data: Data): void;
}

/** Fetches when the page opens and whenever `key` changes; answers that were overtaken are dropped. */
export function useRequest<Data>(key: string, load: () => Promise<Data>): Request<Data> {
  const [state, setState] = useState<{ key: string; data: Data | null; problem: ApiProblem | null; loading: boolean }>({
    key,
    data: null,
    problem: null,
    loading: true,
  });
  const latest = useRef({ load, turn: 0 });
  latest.current.load = load;

  const refetch = useCallback(() => {
    const turn = ++latest.current.turn;
    const current = (): boolean => latest.current.turn === turn;
    setState((old) => ({ ...old, key, data: old.key === key ? old.data : null, loading: true }));
    latest.current.load().then(
      (data) => current() && setState({ key, data, problem: null, loading: false }),
      (error) => current() && setState((old) => ({ ...old, problem: asProblem(error), loading: false })),
    );
  }, [key]);
  useEffect(() => {
    refetch();
    return () => {
      latest.current.turn++;
    };
  }, [refetch]);

  const setData = useCallback(
    (data: Data) => {
      latest.current.turn++;
      setState({ key, data, problem: null, loading: false });
    },
    [key],
  );
  const mine = state.key === key;
  return { data: mine ? state.data : null, problem: mine ? state.problem : null, loading: !mine || state.loading, refetch, setData };
}
