import { useState } from 'preact/hooks';
import { stationCallApi } from '../call/call-api.ts';
import { CallRoom } from '../call/call-room.tsx';
import { AfterCall } from './after-call.tsx';
import type { Station } from './idle-screen.tsx';

interface StationCallProps {
  readonly station: Station;
  readonly visitId: string;
  /** Back to the visits. */
  readonly onDone: () => void;
  readonly onEnded: () => void;
}

/** Waiting room and call at the wall, then how long both had; who turns back from the waiting room has had no call to be told of. */
export function StationCall({ station, visitId, onDone, onEnded }: StationCallProps) {
  const [over, setOver] = useState(false);
  const [api] = useState(() => stationCallApi(visitId));
  if (over) return <AfterCall station={station} visitId={visitId} onDone={onDone} />;
  return (
    <CallRoom
      api={api}
      visitId={visitId}
      variant="station"
      timeZone={station.timeZone}
      onDone={() => setOver(true)}
      onBack={onDone}
      onSignedOut={onEnded}
    />
  );
}
