import { createHash, createHmac } from 'node:crypto';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../../test/support/call-world.ts';
import { bareComposition } from '../../../../test/support/http-composition.ts';
import { liveKitWebhooks } from '../../../adapters/media-livekit/media-webhooks.ts';
import { recorderWebhooks } from '../../../adapters/recorder-http/recorder-webhooks.ts';
import { openWaitingRoom } from '../../../usecases/calls/open-waiting-room.ts';
import { buildServer } from '../app.ts';
import { mediaWebhookHandlers } from './media.ts';
import { recorderWebhookHandlers } from './recorder.ts';

const key = { apiKey: 'key', apiSecret: 'secret-secret-secret-secret-secret-32' };
const token = 'recorder-recorder-recorder-recorder-32';
const nowSeconds = 1_800_000_000;

let world: CallWorld;
let app: Awaited<ReturnType<typeof buildServer>>;
let closeComposition: () => Promise<void>;
const woken: string[] = [];

beforeAll(async () => {
  world = await buildCallWorld();
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  const deps = { ...world.deps, waker: { wake: (visitId: string) => void woken.push(visitId) } };
  const handlers = {
    ...mediaWebhookHandlers(deps, liveKitWebhooks(key)),
    ...recorderWebhookHandlers(
      deps,
      recorderWebhooks(token, () => nowSeconds),
    ),
  };
  const { composition, close } = bareComposition(world.url, { handlers });
  closeComposition = close;
  app = await buildServer(composition);
});
beforeEach(() => {
  woken.length = 0;
});
afterAll(async () => {
  await app.close();
  await closeComposition();
  await world.close();
});

async function media(body: string, secret = key.apiSecret) {
  const signed = new AccessToken(key.apiKey, secret, { ttl: 300 });
  signed.sha256 = createHash('sha256').update(body).digest('base64');
  const headers = { 'content-type': 'application/webhook+json', authorization: await signed.toJwt() };
  return (await app.inject({ method: 'POST', url: '/api/webhooks/media', headers, payload: body })).statusCode;
}

async function recorder(body: string, options: { time?: number; secret?: string; signed?: string } = {}) {
  const time = options.time ?? nowSeconds;
  const signature = createHmac('sha256', options.secret ?? token)
    .update(`${time}.${options.signed ?? body}`)
    .digest('hex');
  const headers = { 'content-type': 'application/json', 'x-openvisit-signature': `t=${time},v1=${signature}` };
  return (await app.inject({ method: 'POST', url: '/api/webhooks/recorder', headers, payload: body })).statusCode;
}

const report = async () =>
  JSON.stringify({ eventId: 'e1', type: 'writing', recordingId: await world.recordingId(), roomName: await world.roomName() });

test('a genuine report of the media server wakes the watcher of its call, also when it comes twice', async () => {
  const body = JSON.stringify({ event: 'participant_joined', id: 'EV_1', room: { name: await world.roomName() } });
  expect([await media(body), await media(body)]).toEqual([200, 200]);
  expect(woken).toEqual([world.visitId, world.visitId]);
});

test('a report about a room that is not ours means nothing', async () => {
  expect(await media(JSON.stringify({ event: 'room_started', id: 'EV_2', room: { name: 'another' } }))).toBe(200);
  expect(woken).toEqual([]);
});

test('a forged report of the media server is refused: another secret, another body, no signature', async () => {
  const body = JSON.stringify({ event: 'participant_joined', id: 'EV_3', room: { name: await world.roomName() } });
  expect(await media(body, 'another-another-another-another-another')).toBe(401);
  const bare = await app.inject({
    method: 'POST',
    url: '/api/webhooks/media',
    headers: { 'content-type': 'application/json' },
    payload: body,
  });
  expect(bare.statusCode).toBe(401);
  expect(woken).toEqual([]);
});

test('a genuine report of the recorder wakes the watcher', async () => {
  expect(await recorder(await report())).toBe(200);
  expect(woken).toEqual([world.visitId]);
});

test('a forged, changed, old or senseless report of the recorder is refused', async () => {
  const body = await report();
  expect(await recorder(body, { secret: 'wrong' })).toBe(401);
  expect(await recorder(body, { signed: `${body} ` })).toBe(401);
  expect(await recorder(body, { time: nowSeconds - 3600 })).toBe(401);
  expect(await recorder('not json')).toBe(401);
  expect(woken).toEqual([]);
});
