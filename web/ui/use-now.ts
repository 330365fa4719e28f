import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../api/server-clock.ts';

/** The server's time in milliseconds since 1970, drawn again every `stepMilliseconds`, in step with the full second. */
export function useNow(stepMilliseconds = 1000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    let timer = 0;
    const tick = (): void => {
      const at = serverNow();
      setNow(at);
      timer = window.setTimeout(tick, stepMilliseconds - (at % stepMilliseconds) + 5);
    };
    tick();
    return () => clearTimeout(timer);
  }, [stepMilliseconds]);
  return now;
}
