import { useEffect, useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { startLive, stopLive } from '../api/live.ts';
import { ApiProblem } from '../api/problem.ts';

export type Visitor = RouteOutput<'GET /api/visitor/me'>;

let visitor: Visitor | null = null;
const watchers = new Set<() => void>();

/** Asks once at the start who is signed in. Without an answer the pages show that they are offline, each in its place. */
export async function loadVisitor(): Promise<void> {
  try {
    setVisitor(await api('GET /api/visitor/me'));
  } catch (error) {
    // Offline we cannot know: the signed-in pages ask again and say so themselves.
    if (error instanceof ApiProblem && error.code === 'not-signed-in') setVisitor(null);
  }
}

/** Signed in, changed, or (null) signed out. */
export function setVisitor(next: Visitor | null): void {
  visitor = next;
  if (next) startLive('/api/visitor/events');
  else stopLive();
  for (const watcher of [...watchers]) watcher();
}

/** Who is signed in, or null. */
export function useVisitor(): Visitor | null {
  const [shown, setShown] = useState(visitor);
  useEffect(() => {
    const watcher = (): void => setShown(visitor);
    watchers.add(watcher);
    watcher();
    return () => {
      watchers.delete(watcher);
    };
  }, []);
  return shown;
}
