import { h, render } from 'preact';
import { startLive } from '../../../web/api/live.ts';
import { stationCallApi, visitorCallApi } from '../../../web/call/call-api.ts';
import { CallRoom } from '../../../web/call/call-room.tsx';
import { startText } from '../../../web/text/use-text.ts';
import '../../../web/ui/tokens.css';
import '../../../web/ui/base.css';

/** What the address of this page says. */
export interface CallPageQuery {
  readonly side: 'visitor' | 'station';
  readonly visit: string;
}

/** Mounts one side's waiting room and call. */
const wanted = new URLSearchParams(location.search);
const visitId = wanted.get('visit') ?? '';
const variant = wanted.get('side') === 'station' ? 'station' : 'visitor';
const api = variant === 'station' ? stationCallApi(visitId) : visitorCallApi(visitId);
const root = document.getElementById('app');

await startText(['ui']);
startLive(`/api/${variant}/events`);
const done = (): void => document.body.append('done');
if (root) render(h(CallRoom, { api, visitId, variant, timeZone: 'America/Chicago', onDone: done, onBack: done }), root);
