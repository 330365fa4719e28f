import type { IncomingMessage } from 'node:http';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Composition } from './composition.ts';

/** A page may use camera, microphone, the full screen and a screen that stays awake; nobody embedded in it may. */
const permissions = 'camera=(self), microphone=(self), fullscreen=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=()';

/** Strict headers on every answer: no script, style or frame from elsewhere, sockets only to us and to the media server. */
export async function sendSecurityHeaders(
  app: FastifyInstance,
  parts: Pick<Composition, 'mode' | 'publicUrl' | 'connectSources' | 'formTargets'>,
): Promise<void> {
  const secure = parts.publicUrl.startsWith('https://');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'self'"],
        // Old engines (Safari below 15) do not count a web socket of the same host as 'self', so it is named.
        connectSrc: ["'self'", socketOrigin(parts.publicUrl), ...(parts.mode === 'demo' ? [ownHost] : []), ...parts.connectSources],
        fontSrc: ["'self'"],
        formAction: ["'self'", ...parts.formTargets],
        frameAncestors: ["'none'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', permissions);
  });
}

/** A demonstration may be opened under any name its machine has. */
function ownHost(request: IncomingMessage): string {
  const { host = '' } = request.headers;
  return /^[\w.:[\]-]+$/.test(host) ? `ws://${host}` : "'self'";
}

function socketOrigin(publicUrl: string): string {
  return new URL(publicUrl).origin.replace(/^http/, 'ws');
}
