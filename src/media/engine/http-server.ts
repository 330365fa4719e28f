import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { JsonValue } from '@bufbuild/protobuf';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { verifyToken } from '../signal/tokens.ts';
import { type AdmissionOptions, admit } from './admission.ts';
import { roomService } from './room-service.ts';
import { bearer, parseUrl } from './signal-server.ts';
import { answerJson, readBody, TwirpError } from './twirp.ts';

export interface HttpOptions extends AdmissionOptions {
  metrics: Registry;
  logger: Logger;
  startedAt: Date;
}

const servicePath = '/twirp/livekit.RoomService/';

/** Everything the engine answers without a WebSocket: the check before a join, control, health, metrics. */
export function createHttpServer(options: HttpOptions): Server {
  return createServer((request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      options.logger.error({ err: error }, 'request failed');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  const url = parseUrl(request.url);
  const pathname = url?.pathname ?? '';
  if (!url) response.writeHead(400).end();
  else if (pathname === '/rtc/validate') answerValidate(request, response, url, options);
  else if (pathname.startsWith(servicePath)) await answerService(request, response, pathname.slice(servicePath.length), options);
  else if (pathname === '/healthz') answerJson(response, 200, { status: 'ok', startedAt: options.startedAt.toISOString() });
  else if (pathname === '/metrics')
    response.writeHead(200, { 'content-type': options.metrics.contentType }).end(await options.metrics.metrics());
  else response.writeHead(404, { 'content-type': 'text/plain', 'access-control-allow-origin': '*' }).end('not found');
}

/** After a failed WebSocket the client asks here why; pages of any origin may read it, as it takes a token to learn something. */
function answerValidate(request: IncomingMessage, response: ServerResponse, url: URL, options: HttpOptions): void {
  const headers = { 'content-type': 'text/plain', 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' };
  if (request.method === 'OPTIONS') {
    response.writeHead(204, headers).end();
    return;
  }
  const admission = admit(bearer(request, url), options);
  response.writeHead(admission.ok ? 200 : admission.status, headers).end(admission.ok ? 'success' : admission.text);
}

async function answerService(request: IncomingMessage, response: ServerResponse, name: string, options: HttpOptions): Promise<void> {
  try {
    const verdict = verifyToken(request.headers.authorization?.replace(/^Bearer /i, '') ?? '', options.api, Date.now() / 1000);
    if (!verdict.ok) throw new TwirpError('unauthenticated', `invalid token: ${verdict.reason}`);
    const method = request.method === 'POST' && Object.hasOwn(roomService, name) ? roomService[name] : undefined;
    if (!method) throw new TwirpError('bad_route', `no method ${name.slice(0, 50)}`);
    const body = (await readBody(request)) as JsonValue;
    const { rooms, api } = options;
    answerJson(response, 200, call(() => method(body, { rooms, api, grant: verdict.claims.grant })).toJson());
  } catch (error) {
    if (!(error instanceof TwirpError)) throw error;
    answerJson(response, error.status, { code: error.code, msg: error.message });
  }
}

/** A body that does not fit its message is the caller's fault. */
function call<Value>(method: () => Value): Value {
  try {
    return method();
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('cannot decode '))
      throw new TwirpError('malformed', error.message.slice(0, 200));
    throw error;
  }
}
