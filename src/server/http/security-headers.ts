import helmet from '@fastify/helmet';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Composition } from './composition.ts';

/** A page may use camera, microphone, the full screen and a screen that stays awake; nobody embedded in it may. */
const permissions = 'camera=(self), microphone=(self), fullscreen=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()';

/** Strict headers on every answer: no script, style or frame from elsewhere, sockets only to us and to the media server. */
export async function sendSecurityHeaders(app: FastifyInstance, parts: PolicyParts): Promise<void> {
  const secure = parts.publicUrl.startsWith('https://');
  await app.register(helmet, {
    // Written below: helmet reads and checks its directives anew for every request.
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  const always = contentPolicy(parts, []);
  app.addHook('onRequest', async (request, reply) => {
    // On the raw answer like helmet's, so that also a stream that takes the answer over begins with it.
    reply.raw.setHeader('content-security-policy', parts.mode === 'demo' ? contentPolicy(parts, [ownHost(request)]) : always);
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', permissions);
  });
}

type PolicyParts = Pick<Composition, 'mode' | 'publicUrl' | 'connectSources' | 'formTargets'>;

/** The Content-Security-Policy, with more places that scripts may connect to. */
function contentPolicy({ publicUrl, connectSources, formTargets }: PolicyParts, connectMore: readonly string[]): string {
  const directives = [
    "default-src 'self'",
    "base-uri 'self'",
    // Old engines (Safari below 15) do not count a web socket of the same host as 'self', so it is named.
    ["connect-src 'self'", socketOrigin(publicUrl), ...connectMore, ...connectSources].join(' '),
    "font-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "worker-src 'self' blob:",
  ];
  return [...directives, ...(publicUrl.startsWith('https://') ? ['upgrade-insecure-requests'] : [])].join(';');
}

/** A demonstration may be opened under any name its machine has. */
function ownHost(request: FastifyRequest): string {
  const { host = '' } = request.headers;
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host}` : "'self'";
}

/** The origin of an address, http or web socket, as web sockets have it. */
export function socketOrigin(url: string): string {
  return new URL(url).origin.replace(/^http/, 'ws');
}
