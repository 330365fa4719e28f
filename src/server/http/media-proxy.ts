import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Passes signalling (`/rtc`, its sub-paths and web sockets) on to the media engine, so that browsers need one origin only. The engine's
 * control calls (`/twirp`) are never passed on: whoever reaches them with a stolen token would rule rooms.
 */
export async function passMediaOn(app: FastifyInstance, mediaUrl: string): Promise<void> {
  await app.register(async (scope) => {
    // The proxy hands bodies on unread, with a parser of its own for every type.
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream: mediaUrl.replace(/^ws/, 'http'),
      prefix: '/rtc',
      rewritePrefix: '/rtc',
      websocket: true,
      // Cookies are ours; the engine knows only its tokens.
      replyOptions: { rewriteRequestHeaders: (_request, headers) => ({ ...headers, cookie: undefined }) },
      wsClientOptions: socketOptions,
    });
  });
}

/** The engine asks which browser it speaks to. By default the proxy would hand on the cookie of the opening request, and nothing else. */
const socketOptions = {
  headers: {},
  rewriteRequestHeaders(headers: Record<string, string>, { headers: asked }: FastifyRequest): Record<string, string> {
    const userAgent = asked['user-agent'];
    return userAgent === undefined ? headers : { ...headers, 'user-agent': userAgent };
  },
};
