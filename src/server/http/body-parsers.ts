import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../usecases/refusal.ts';

/** JSON only; an empty body is no body, because browsers send `content-type` with empty requests, too. */
export function readJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, undefined);
    try {
      done(null, JSON.parse(String(text)));
    } catch (cause) {
      done(new Refusal('bad-input', { detail: { cause: 'not-json' }, cause }));
    }
  });
}

/** Webhooks are signed over their exact bytes, so their handlers get the body as it came: `raw.body` is a string. */
export function keepRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
}
