import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { Authorizations } from './authorizations.ts';
import { pageStyle } from './page-style.ts';
import { chooseLanguage, type Language } from './page-text.ts';
import { cardForm, endingPage, type FormProblem, secondStepPage } from './pages.ts';
import type { SetupSession } from './records.ts';
import type { PageAnswer, SetupSessions } from './setup-sessions.ts';
import { type TypedCard, testCards } from './test-cards.ts';

const withId = z.object({ id: z.string().max(100) });
const field = z.string().max(100).catch('');
const query = z.object({ lang: field, fill: field });
const form = z.object({ lang: field, number: field, expiry: field, cvc: field, answer: field });
const blank: TypedCard = { number: '', expiry: '', cvc: '' };

/** The hosted pages: anybody may open them who has their address. */
export function addPageRoutes(app: FastifyInstance, sessions: SetupSessions, authorizations: Authorizations): void {
  app.get('/pay.css', async (_request, reply) => reply.type('text/css').send(pageStyle));

  app.get('/pay/:id', async (request, reply) => {
    const session = sessions.read(idOf(request));
    const language = languageOf(request, session);
    if (session.status !== 'open') return showEnding(reply, session, language);
    return show(reply, cardForm(session, language, filled(query.parse(request.query).fill), null), targets(session));
  });

  app.post('/pay/:id', async (request, reply) => {
    const typed = form.parse(request.body ?? {});
    const session = sessions.read(idOf(request));
    return answer(reply, session, sessions.submit(session.id, typed), languageOf(request, session), typed);
  });

  app.get('/pay/:id/confirm', async (request, reply) => {
    const session = sessions.read(idOf(request));
    if (session.status !== 'open') return showEnding(reply, session, languageOf(request, session));
    if (!session.pending) return reply.redirect(`/pay/${session.id}?lang=${languageOf(request, session)}`, 303);
    return show(reply, secondStepPage(languageOf(request, session), null), targets(session));
  });

  app.post('/pay/:id/confirm', async (request, reply) => {
    const session = sessions.read(idOf(request));
    const approved = form.parse(request.body ?? {}).answer === 'approve';
    return answer(reply, session, sessions.answerSecondStep(session.id, approved), languageOf(request, session), blank);
  });

  app.get('/approve/:id', async (request, reply) => {
    const authorization = authorizations.read(idOf(request));
    const dollars = `$${(authorization.amountCents / 100).toFixed(2)}`;
    const allowed = authorization.returnUrl ? [authorization.returnUrl] : [];
    if (authorization.status !== 'needs-action')
      return show(reply, endingPage(languageOf(request, authorization), 'answered', authorization.returnUrl), []);
    return show(reply, secondStepPage(languageOf(request, authorization), dollars), allowed);
  });

  app.post('/approve/:id', async (request, reply) => {
    const authorization = authorizations.read(idOf(request));
    const { id, returnUrl } = authorization;
    authorizations.answerSecondStep(id, form.parse(request.body ?? {}).answer === 'approve');
    return returnUrl ? reply.redirect(returnUrl, 303) : show(reply, endingPage(languageOf(request, authorization), 'answered', null), []);
  });
}

/** The page for an address that leads nowhere. */
export function unknownPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return show(reply.code(404), endingPage(languageOf(request, null), 'unknown', null), []);
}

function answer(reply: FastifyReply, session: SetupSession, outcome: PageAnswer, language: Language, typed: TypedCard): FastifyReply {
  if (outcome.kind === 'saved') return reply.redirect(session.successUrl, 303);
  if (outcome.kind === 'second-step') return reply.redirect(`/pay/${session.id}/confirm?lang=${language}`, 303);
  if (outcome.kind === 'closed') return showEnding(reply, { ...session, status: 'expired' }, language);
  const kept = outcome.kind === 'fault' ? withoutForeignNumber(typed, outcome) : blank;
  return show(reply.code(422), cardForm(session, language, kept, outcome), targets(session));
}

/** A number that may be a real card's is not sent back to the page. */
function withoutForeignNumber(typed: TypedCard, problem: FormProblem): TypedCard {
  const foreign = problem.kind === 'fault' && (problem.fault === 'number' || problem.fault === 'not-a-test-card');
  return foreign ? { ...typed, number: '' } : typed;
}

function showEnding(reply: FastifyReply, session: SetupSession, language: Language): FastifyReply {
  const saved = session.status === 'complete';
  return show(reply, endingPage(language, saved ? 'saved' : 'expired', saved ? session.successUrl : session.cancelUrl), []);
}

/** @param targets where the forms may lead: browsers apply `form-action` to the redirect that follows, too */
function show(reply: FastifyReply, html: string, targetUrls: string[]): FastifyReply {
  const origins = [...new Set(targetUrls.map((url) => new URL(url).origin))].join(' ');
  reply.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${origins}; base-uri 'none'; frame-ancestors 'none'`,
  );
  return reply.type('text/html; charset=utf-8').send(html);
}

function targets(session: SetupSession): string[] {
  return [session.successUrl, session.cancelUrl];
}

function filled(key: string): TypedCard {
  const card = testCards.find((one) => one.key === key);
  return card ? { number: card.number, expiry: '12/34', cvc: '123' } : blank;
}

function idOf(request: FastifyRequest): string {
  const id = withId.safeParse(request.params).data?.id;
  if (!id) throw new ApiError('not-found', 'there is no such page');
  return id;
}

/** What the person chose on these pages, else what the caller of the API asked for, else the browser's. */
function languageOf(request: FastifyRequest, asking: { language: Language | null } | null): Language {
  const asked = query.safeParse(request.query).data?.lang || form.safeParse(request.body).data?.lang;
  return chooseLanguage(asked || asking?.language, request.headers['accept-language']);
}
