import { existsSync } from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from './problems.ts';

/** Seconds in a year: the name of a built file changes with its content. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/**
 * The built web apps. Files under `assets/` carry a hash in their name and are kept for ever; pages are asked for again each time. Any
 * other address is a page of one of the three apps, which routes it itself; below /api and /dev an unknown address is a 404.
 */
export async function serveWeb(app: FastifyInstance, webFolder: string): Promise<void> {
  const built = existsSync(path.join(webFolder, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: webFolder,
      index: false,
      cacheControl: false,
      wildcard: true,
      setHeaders: (reply, filePath) => {
        const kept = path.relative(webFolder, filePath).startsWith(`assets${path.sep}`);
        reply.header('cache-control', kept ? IMMUTABLE : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const pathname = request.url.split('?')[0] ?? '/';
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !/^\/(api|dev|assets|twirp|rtc)(\/|$)/.test(pathname);
    return built && isPage ? reply.sendFile(pageOf(pathname)) : notFound(request, reply);
  });
  if (built) app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
}

function pageOf(pathname: string): string {
  if (/^\/staff(\/|$)/.test(pathname)) return 'staff.html';
  if (/^\/station(\/|$)/.test(pathname)) return 'station.html';
  return 'index.html';
}
