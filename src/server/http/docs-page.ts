import type { FastifyInstance } from 'fastify';
import type { Route } from '../../contract/route.ts';
import { routes } from '../../contract/routes.ts';
import { refusalCodes } from '../../core/shared/refusal-codes.ts';
import { escapeHtml, plainCss, plainPage } from './html.ts';
import { statusOf } from './problem-status.ts';
import { problemTexts } from './problem-texts.ts';

const audiences: Readonly<Record<Route['access'], string>> = {
  anyone: 'Anyone',
  visitor: 'Signed-in visitors',
  staff: 'Signed-in staff',
  station: 'Enrolled stations',
  resident: 'Residents signed in at a station',
};

/** `/api/docs`: the route table for people, without script. */
export function registerDocs(app: FastifyInstance): void {
  const page = plainPage('OpenVisit API', `${introduction}${Object.keys(audiences).map(routesOf).join('')}${problems()}`);
  app.get('/api/docs', { schema: { hide: true } }, async (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  app.get('/api/plain.css', { schema: { hide: true } }, async (_request, reply) => reply.type('text/css; charset=utf-8').send(plainCss));
}

const introduction = `<p>The same as a document for machines: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<p>Sign-in is by cookie. Requests that change something send <code>content-type: application/json</code> or <code>x-openvisit: 1</code>.
Routes marked <em>once</em> take an <code>idempotency-key</code> header of up to 100 characters: a repeated request gets the first answer.
Refusals are <code>application/problem+json</code> with a stable <code>code</code>.</p>`;

function routesOf(access: string): string {
  const rows = Object.entries<Route>(routes)
    .filter(([, route]) => route.access === access)
    .map(([key, route]) => {
      const marks = [route.roles?.join(', '), route.idempotent && 'once'].filter(Boolean).join('; ');
      return `<tr><td><code>${escapeHtml(key)}</code></td><td>${escapeHtml(route.summary)}</td><td>${escapeHtml(marks)}</td></tr>`;
    });
  const title = audiences[access as Route['access']];
  return `<h2>${title}</h2><table><thead><tr><th>Route</th><th>What it does</th><th>Roles</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function problems(): string {
  const rows = refusalCodes.map(
    (code) => `<tr id="${code}"><td><code>${code}</code></td><td>${statusOf(code)}</td><td>${escapeHtml(problemTexts[code])}</td></tr>`,
  );
  return `<h2>Problem codes</h2><table><thead><tr><th>Code</th><th>Status</th><th>What to do</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}
