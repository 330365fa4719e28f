import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { LiveEvent } from '../../contract/live-events.ts';
import type { Caller } from '../../core/access/caller.ts';
import type { LiveAddress, LiveFeed } from '../../ports/live-feed.ts';
import type { Callers } from './composition.ts';
import { findCaller } from './find-caller.ts';

/** Comments keep proxies from cutting a silent stream; with each the sign-in is checked again. */
const BREATH_MILLISECONDS = 15_000;
/** When browsers come back after a stream has ended, in milliseconds. */
const RETRY_MILLISECONDS = 2000;
/** Tabs that one person or station may keep open; another one ends the oldest. */
const MOST_STREAMS = 20;

interface Stream {
  send(event: LiveEvent): void;
  breathe(): void;
  end(): void;
}

/**
 * Server-sent events for the three audiences: `GET /api/{visitor,staff,station}/events`. Ids only, filtered per caller; a page fetches what
 * it shows, and does so again whenever the stream opens. A stream ends at sign-out, at shutdown, and when notices may have been missed.
 */
export function liveStreams(parts: { readonly callers: Callers; readonly feed: LiveFeed; readonly breathMilliseconds?: number }) {
  return async (app: FastifyInstance): Promise<void> => {
    const open = new Map<Stream, string>();
    const makeRoom = (who: string): void => {
      const [oldest, ...others] = [...open].flatMap(([stream, whose]) => (whose === who ? [stream] : []));
      if (!oldest || others.length + 1 < MOST_STREAMS) return;
      open.delete(oldest);
      oldest.end();
    };
    app.addHook('preClose', async () => {
      for (const stream of open.keys()) stream.end();
    });

    const serve = async (audience: 'visitor' | 'staff' | 'station', request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const { caller } = await findCaller(parts.callers, audience, request);
      const stream = openStream(reply);
      makeRoom(addressee(caller));
      open.set(stream, addressee(caller));
      const stop = parts.feed.listen({
        hear: ({ event, to }) => {
          if (concerns(caller, to)) stream.send(event);
        },
        lost: () => stream.end(),
      });
      const breath = setInterval(() => {
        void stillSignedIn(parts.callers, audience, request, caller).then((still) => {
          if (still) return stream.breathe();
          stream.send({ type: 'signed-out' });
          stream.end();
        });
      }, parts.breathMilliseconds ?? BREATH_MILLISECONDS);
      reply.raw.once('close', () => {
        clearInterval(breath);
        stop();
        open.delete(stream);
      });
    };

    app.get('/api/visitor/events', { schema: { hide: true } }, (request, reply) => serve('visitor', request, reply));
    app.get('/api/staff/events', { schema: { hide: true } }, (request, reply) => serve('staff', request, reply));
    app.get('/api/station/events', { schema: { hide: true } }, (request, reply) => serve('station', request, reply));
  };
}

/** Headers that other parts of the server have set are sent along. */
function openStream(reply: FastifyReply): Stream {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  reply.raw.write(`retry: ${RETRY_MILLISECONDS}\n\n`);
  // A notice may still come between the end of a stream and its close; writing it would be an error that nobody hears.
  const write = (text: string): void => void (reply.raw.writableEnded || reply.raw.write(text));
  return {
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    breathe: () => write(': still here\n\n'),
    end: () => void reply.raw.end(),
  };
}

/** The same person with the same reach still behind the same cookie; a database that does not answer ends the stream, too. */
async function stillSignedIn(
  callers: Callers,
  audience: 'visitor' | 'staff' | 'station',
  request: FastifyRequest,
  caller: Caller,
): Promise<boolean> {
  const found = await callers[audience](request).catch(() => null);
  return found !== null && addressee(found.caller) === addressee(caller);
}

function addressee(caller: Caller): string {
  switch (caller.kind) {
    case 'visitor':
      return caller.visitorId;
    case 'staff':
      return `${caller.staffId} ${caller.agencyId} ${caller.facilityId}`;
    case 'station':
    case 'resident':
      return caller.stationId;
    case 'system':
    case 'anyone':
      return caller.kind;
  }
}

/** Whether a notice is for this caller; whoever may not see a thing does not learn that it changed. */
function concerns(caller: Caller, to: LiveAddress): boolean {
  switch (caller.kind) {
    case 'visitor':
      return to.visitorId === caller.visitorId;
    case 'staff':
      return to.agencyId === caller.agencyId && (caller.facilityId === null || to.facilityId === caller.facilityId);
    case 'station':
      return to.stationId === caller.stationId;
    case 'resident':
      return to.stationId === caller.stationId || to.residentId === caller.residentId;
    case 'system':
    case 'anyone':
      return false;
  }
}
