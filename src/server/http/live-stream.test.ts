import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildCallWorld, type CallWorld, deadline } from '../../../test/support/call-world.ts';
import { bareComposition } from '../../../test/support/http-composition.ts';
import { postgresLiveFeed } from '../../adapters/feed-postgres/live-feed.ts';
import { connect } from '../../adapters/postgres/database.ts';
import { openWaitingRoom } from '../../usecases/calls/open-waiting-room.ts';
import { newId } from '../demo/builders/new-id.ts';
import { buildServer } from './app.ts';
import type { Callers } from './composition.ts';
import { liveStreams } from './live-stream.ts';

let world: CallWorld;
let address: string;
let signedIn = true;
const strangerId = newId<'vis'>('vis');
const closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  signedIn = true;
  world = await buildCallWorld();
  const { pool, db } = connect(world.url, { onConnectionLost: () => {} });
  const feed = postgresLiveFeed(pool, () => {});
  await feed.start();
  const callers: Callers = {
    visitor: async (request) => {
      const visitorId = request.headers['x-who'] === 'ana' ? world.ana.visitorId : strangerId;
      return signedIn ? { caller: { kind: 'visitor', visitorId }, language: 'en' } : null;
    },
    staff: async () => null,
    station: async () => null,
    resident: async () => null,
  };
  const { composition, close } = bareComposition(world.url, { callers, plugins: [liveStreams({ callers, feed, breathMilliseconds: 50 })] });
  const app = await buildServer(composition);
  address = await app.listen({ port: 0, host: '127.0.0.1' });
  closing.push(
    () => app.close(),
    close,
    () => feed.close(),
    () => db.destroy(),
    () => world.close(),
  );
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A stream's text so far, and whether it has ended. */
async function listen(who: string) {
  const response = await fetch(`${address}/api/visitor/events`, { headers: { 'x-who': who } });
  const heard = { status: response.status, headers: response.headers, text: '', ended: false };
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) heard.text += part.value;
    heard.ended = true;
  })().catch(() => {
    heard.ended = true;
  });
  return heard;
}

test('a change is told to the visitor it concerns, by id, and to nobody else', async () => {
  const ana = await listen('ana');
  const stranger = await listen('stranger');
  expect(ana.headers.get('content-type')).toContain('text/event-stream');
  world.at(-900);
  await openWaitingRoom(world.deps, deadline, world.visitId);
  await vi.waitFor(() => expect(ana.text).toContain(`data: {"type":"call-changed","visitId":"${world.visitId}"}`));
  expect(ana.text).toContain('retry: ');
  await vi.waitFor(() => expect(stranger.text).toContain(': still here'));
  expect(stranger.text).not.toContain('vst_');
});

test('strangers get no stream, and a sign-out ends one', async () => {
  const ana = await listen('ana');
  signedIn = false;
  expect((await listen('ana')).status).toBe(401);
  await vi.waitFor(() => expect(ana.ended).toBe(true));
  expect(ana.text).toContain('"signed-out"');
});

test('one person keeps only so many streams open: the oldest makes room', async () => {
  const first = await listen('ana');
  const stranger = await listen('stranger');
  for (let more = 0; more < 20; more += 1) await listen('ana');
  await vi.waitFor(() => expect(first.ended).toBe(true));
  expect(stranger.ended).toBe(false);
});

test('when the connection to the database breaks the stream ends, so that the page starts anew, and later ones hear again', async () => {
  const before = await listen('ana');
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen openvisit_live' and datname = current_database()`.execute(
    world.db,
  );
  await vi.waitFor(() => expect(before.ended).toBe(true));
  const after = await listen('ana');
  world.at(-900);
  await vi.waitFor(
    async () => {
      await sql`select pg_notify('openvisit_live', ${JSON.stringify({
        event: { type: 'visit-changed', visitId: world.visitId },
        to: { agencyId: 'agy_x', facilityId: 'fac_x', visitorId: world.ana.visitorId },
      })})`.execute(world.db);
      expect(after.text).toContain(world.visitId);
    },
    { timeout: 5000, interval: 200 },
  );
});
