import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from './client.ts';
import { ApiProblem } from './problem.ts';
import { onSignedOut } from './signed-out.ts';

const fetched = vi.fn<(address: string, init: RequestInit) => Promise<Response>>();
beforeEach(() => {
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

const hold = { residentId: 'res_0123456789abcdef', visitType: 'social', startsAt: '2026-12-05T16:00:00Z', lengthMinutes: 20 } as const;
const answer = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const keyOf = (call: number): string | null => new Headers(fetched.mock.calls[call]?.[1].headers).get('idempotency-key');
const codeOf = (error: unknown): unknown => (error instanceof ApiProblem ? error.code : error);

test('parameters and query go into the address, whatever they hold', async () => {
  fetched.mockResolvedValueOnce(answer(200, { days: [] }));
  await api('GET /api/visitor/contacts/:residentId/offers', { params: { residentId: 'res_a/b' }, query: { days: 14 } });
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/visitor/contacts/res_a%2Fb/offers?days=14');
});

test('a call whose answer was lost is repeated with the same key, and the next wish has a new one', async () => {
  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  fetched.mockResolvedValueOnce(answer(503, {}));
  fetched.mockResolvedValueOnce(answer(201, { id: 'vst_1' }));
  fetched.mockResolvedValueOnce(answer(201, { id: 'vst_2' }));
  expect(codeOf(await api('POST /api/visitor/holds', { body: hold }).catch((error) => error))).toBe('offline');
  expect(codeOf(await api('POST /api/visitor/holds', { body: hold }).catch((error) => error))).toBe('internal');
  await api('POST /api/visitor/holds', { body: hold });
  await api('POST /api/visitor/holds', { body: hold });
  expect(keyOf(0)).toMatch(/^[0-9a-f]{32}$/);
  expect([keyOf(1), keyOf(2)]).toEqual([keyOf(0), keyOf(0)]);
  expect(keyOf(3)).not.toBe(keyOf(0));
});

test('a refusal arrives with its code, fields and detail; a broken answer counts as lost', async () => {
  fetched.mockResolvedValueOnce(answer(409, { code: 'slot-taken', detail: { alternatives: [] } }));
  fetched.mockResolvedValueOnce(new Response('<html>', { status: 200 }));
  const refused = await api('POST /api/visitor/holds', { body: hold }).catch((error) => error);
  expect(refused).toMatchObject({ code: 'slot-taken', status: 409, detail: { alternatives: [] }, isPassing: false });
  const broken = await api('GET /api/visitor/me').catch((error) => error);
  expect(broken).toMatchObject({ code: 'offline', isPassing: true });
});

test('a lost sign-in is told to the app', async () => {
  const told = vi.fn();
  onSignedOut(told);
  fetched.mockResolvedValueOnce(answer(401, { code: 'not-signed-in' }));
  await api('GET /api/visitor/visits', { query: {} }).catch(() => undefined);
  expect(told).toHaveBeenCalledOnce();
});
