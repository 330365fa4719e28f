import type { FastifyRequest } from 'fastify';
import type { StaffCaller, VisitorCaller } from '../../src/core/access/caller.ts';
import type { VisitorId } from '../../src/core/shared/ids.ts';
import { buildServer } from '../../src/server/http/app.ts';
import { schedulingHandlers } from '../../src/server/http/staff/scheduling.ts';
import { bookingHandlers } from '../../src/server/http/visitor/booking.ts';
import { paymentWebhookHandlers } from '../../src/server/http/webhooks/payments.ts';
import type { BookingWorld } from './booking-world.ts';
import { bareComposition } from './http-composition.ts';

export interface Answer {
  readonly status: number;
  // The tests read a few fields of answers whose shape the server itself has checked.
  readonly body: Readonly<Record<string, unknown>> & { readonly id?: string; readonly code?: string; readonly revision?: number };
}

export interface BookingServer {
  readonly url: string;
  call(caller: VisitorCaller | StaffCaller, method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Booking over HTTP on the world's database and clock. Who calls stands in a header: how people sign in is tried elsewhere. */
export async function startBookingServer(world: BookingWorld): Promise<BookingServer> {
  const { composition, close } = bareComposition(world.url, {
    clock: world.deps.clock,
    callers: {
      visitor: async (request) => {
        const visitorId = whoIn(request);
        return visitorId.startsWith('vis_') ? { caller: { kind: 'visitor', visitorId: visitorId as VisitorId }, language: null } : null;
      },
      staff: async (request) => (whoIn(request) === world.scheduler.staffId ? { caller: world.scheduler, language: null } : null),
      station: async () => null,
      resident: async () => null,
    },
    handlers: {
      ...bookingHandlers(world.deps),
      ...schedulingHandlers(world.deps, { ...world.deps, waker: { wake: () => {} } }),
      ...paymentWebhookHandlers(world.deps),
    },
  });
  const app = await buildServer(composition);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    url,
    async call(caller, method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          'x-test-caller': caller.kind === 'visitor' ? caller.visitorId : caller.staffId,
          origin: composition.publicUrl,
          'x-openvisit': '1',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    async close() {
      await app.close();
      await close();
    },
  };
}

function whoIn(request: FastifyRequest): string {
  return String(request.headers['x-test-caller'] ?? '');
}
