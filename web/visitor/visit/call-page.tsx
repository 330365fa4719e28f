import { useCallback, useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { visitorCallApi } from '../../call/call-api.ts';
import { CallRoom } from '../../call/call-room.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { navigate, type RouteParams } from '../../ui/router.tsx';
import { useRequest } from '../../ui/use-request.ts';
import { setVisitor } from '../signed-in.ts';

/** Waiting room and call. Over, it leads to what came of it; turned back from the waiting room, to the visit. */
export function CallPage({ params }: { readonly params: RouteParams }) {
  const visitId = params.visitId ?? '';
  const [calls] = useState(() => visitorCallApi(visitId));
  const request = useRequest(visitId, () => api('GET /api/visitor/visits/:visitId', { params: { visitId } }));
  const done = useCallback(() => {
    api('GET /api/visitor/visits/:visitId', { params: { visitId } }).then(
      (visit) => navigate(visit.status === 'ended' ? `/visit/${visitId}/after` : `/visit/${visitId}`, { replace: true }),
      () => navigate(`/visit/${visitId}`, { replace: true }),
    );
  }, [visitId]);
  const signedOut = useCallback(() => setVisitor(null), []);
  return (
    <Loaded isPage request={request}>
      {(visit) => (
        <CallRoom
          api={calls}
          visitId={visitId}
          variant="visitor"
          timeZone={visit.facility.timeZone}
          onDone={done}
          onBack={done}
          onSignedOut={signedOut}
        />
      )}
    </Loaded>
  );
}
