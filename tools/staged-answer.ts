import type { Page, Route } from 'playwright-core';
import type { Problem } from '../src/contract/problem.ts';
import type { RouteKey, RouteOutput } from '../src/contract/routes.ts';

/** An answer of the server that stands in for the real one, in one page: for states that the demo data do not have. */
export interface StagedAnswer {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: (route: Route) => Promise<void>;
}

/** Answers this instead; the server never hears of it. */
export function staged<Key extends RouteKey>(key: Key, output: RouteOutput<Key>): StagedAnswer {
  return { ...placeOf(key), answer: (route) => route.fulfill({ json: output }) };
}

/** The real answer, changed. */
export function altered<Key extends RouteKey>(key: Key, change: (real: RouteOutput<Key>) => RouteOutput<Key>): StagedAnswer {
  return {
    ...placeOf(key),
    async answer(route) {
      const response = await route.fetch();
      if (!response.ok()) return route.fulfill({ response });
      return route.fulfill({ response, json: change((await response.json()) as RouteOutput<Key>) });
    },
  };
}

/** A refusal, or no answer at all. */
export function refused(key: RouteKey, code: Problem['code'] | 'offline', status = 409): StagedAnswer {
  const problem: Problem = { type: `/api/docs#${code}`, title: code, status, code: code === 'offline' ? 'internal' : code };
  return { ...placeOf(key), answer: (route) => (code === 'offline' ? route.abort() : route.fulfill({ status, json: problem })) };
}

/** The server is away: no question of the page is answered. */
export const serverAway: StagedAnswer = { method: 'GET', path: /^\/api\//, answer: (route) => route.abort() };

/** Puts the answers of this page in place of those of the page that was open before. */
export async function stage(page: Page, answers: readonly StagedAnswer[]): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const { method, path, answer } of answers)
    await page.route(
      (url) => path.test(url.pathname),
      (route) => (route.request().method() === method ? answer(route) : route.fallback()),
    );
}

function placeOf(key: RouteKey): { readonly method: string; readonly path: RegExp } {
  const [method = '', path = ''] = key.split(' ');
  return { method, path: new RegExp(`^${path.replaceAll(/:[^/]+/g, '[^/]+')}$`) };
}
