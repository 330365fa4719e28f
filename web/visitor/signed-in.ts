import { useEffect, useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { startLive, stopLive } from '../api/live.ts';
import { type ApiProblem, asProblem } from '../api/problem.ts';

export type Visitor = RouteOutput<'GET /api/visitor/me'>;

let visitor: Visitor | null = null;
/** The server could not be asked yet: neither signed in nor out. */
let unanswered: ApiProblem | null = null;
const watchers = new Set<() => void>();

/** Asks who is signed in: at the start, and again when the server could not be reached. */
export async function loadVisitor(): Promise<void> {
  try {
    setVisitor(await api('GET /api/visitor/me'));
  } catch (error) {
    const problem = asProblem(error);
    if (problem.isPassing) setUnanswered(problem);
    else setVisitor(null);
  }
}

/** Signed in, changed, or (null) signed out. */
export function setVisitor(next: Visitor | null): void {
  visitor = next;
  unanswered = null;
  if (next) startLive('/api/visitor/events');
  else stopLive();
  tellWatchers();
}

function setUnanswered(problem: ApiProblem): void {
  unanswered = problem;
  tellWatchers();
}

function tellWatchers(): void {
  for (const watcher of [...watchers]) watcher();
}

/** Who is signed in, or null. */
export function useVisitor(): Visitor | null {
  return useWatched(() => visitor);
}

/** Why it is not known who is signed in; null when it is. */
export function useUnanswered(): ApiProblem | null {
  return useWatched(() => unanswered);
}

function useWatched<Value>(read: () => Value): Value {
  const [shown, setShown] = useState(read);
  useEffect(() => {
    const watcher = (): void => setShown(read);
    watchers.add(watcher);
    watcher();
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return shown;
}
