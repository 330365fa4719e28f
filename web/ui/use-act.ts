import { useRef, useState } from 'preact/hooks';
import { type ApiProblem, asProblem } from '../api/problem.ts';

export interface Act {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  /** Does it, unless it is under way: a double press does it once. */
  run(work: () => Promise<void>): void;
  clear(): void;
}

/** Something a button does: busy meanwhile, and the problem when it fails. */
export function useAct(): Act {
  const [state, setState] = useState<{ busy: boolean; problem: ApiProblem | null }>({ busy: false, problem: null });
  const running = useRef(false);
  const run = (work: () => Promise<void>): void => {
    if (running.current) return;
    running.current = true;
    setState({ busy: true, problem: null });
    work()
      .then(() => null, asProblem)
      .then((problem) => {
        running.current = false;
        setState({ busy: false, problem });
      });
  };
  return { ...state, run, clear: () => setState({ busy: running.current, problem: null }) };
}
