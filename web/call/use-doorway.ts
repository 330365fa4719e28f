import type { Room } from 'livekit-client';
import { useEffect, useRef } from 'preact/hooks';
import type { CallApi } from './call-api.ts';
import { Doorway } from './doorway.ts';

/** A connection made ahead for as long as `wanted` is true; the answer hands it over. */
export function useDoorway(api: CallApi, wanted: boolean): () => Promise<Room | null> | null {
  const current = useRef<Doorway | null>(null);
  useEffect(() => {
    if (!wanted) return;
    const mine = new Doorway(() => api.join());
    current.current = mine;
    return () => {
      if (current.current === mine) current.current = null;
      mine.close();
    };
  }, [api, wanted]);
  return () => current.current?.take() ?? null;
}
