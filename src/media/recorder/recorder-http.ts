import { createHash, timingSafeEqual } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { wrappedKeyId } from '../../vault/wrap-key.ts';
import type { Manifest } from './manifest.ts';
import type { RecordingCommand, RecordingStatus } from './recording.ts';

/** What the HTTP face asks of the recorder. */
export interface RecorderControl {
  start(command: RecordingCommand): RecordingStatus;
  status(recordingId: string): RecordingStatus | null;
  list(): RecordingStatus[];
  /** Null when neither memory nor disk knows the recording. */
  stop(recordingId: string, recordingKey: Uint8Array | null): Promise<Manifest | null>;
}

/** Also a folder's name: nothing that could lead out of it. */
const recordingId = z.string().regex(/^[A-Za-z0-9_-]{1,80}$/, 'letters, digits, - and _ only');
const recordingKey = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, 'a recording key has 32 bytes');
const startBody = z.object({
  recordingId,
  roomName: z.string().min(1).max(200),
  joinToken: z.string().min(1).max(4000),
  recordingKey,
  wrappedKey: z.string().min(1).max(500),
  identities: z.array(z.string().min(1).max(200)).max(50),
});
const stopBody = z.object({ recordingKey: recordingKey.optional() }).nullish();

/** The recorder's HTTP face. Everything but /healthz wants the recorder's token as bearer. */
export function recorderHttp(control: RecorderControl, token: string, metrics: Registry): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit: 64 * 1024 });

  server.addHook('onRequest', async (request, reply) => {
    if (request.url === '/healthz' || isBearer(request.headers.authorization, token)) return;
    await reply.code(401).send({ code: 'unauthorized', message: 'The recorder takes orders from the web server only.' });
  });
  server.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof z.ZodError) return reply.code(400).send({ code: 'bad-request', message: z.prettifyError(error) });
    const status =
      typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    return reply
      .code(status)
      .send({ code: 'failed', message: status < 500 && error instanceof Error ? error.message : 'The recorder failed.' });
  });

  server.get('/healthz', async () => ({ ok: true, recordings: control.list().length }));
  server.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));

  server.post('/v1/recordings', async (request, reply) => {
    const body = startBody.parse(request.body);
    return reply.code(202).send(control.start({ ...body, keyId: wrappedKeyId(body.wrappedKey) }));
  });
  server.get('/v1/recordings', async () => ({ recordings: control.list() }));
  server.get<{ Params: { id: string } }>('/v1/recordings/:id', async (request, reply) => {
    const status = control.status(recordingId.parse(request.params.id));
    return status ?? reply.code(404).send({ code: 'not-found', message: 'No such recording is running.' });
  });
  server.post<{ Params: { id: string } }>('/v1/recordings/:id/stop', async (request, reply) => {
    const body = stopBody.parse(request.body);
    const manifest = await control.stop(recordingId.parse(request.params.id), body?.recordingKey ?? null);
    return manifest ?? reply.code(404).send({ code: 'not-found', message: 'No such recording is known.' });
  });
  return server;
}

/** Hashes both sides, so that neither content nor length shows in the time taken. */
function isBearer(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}
