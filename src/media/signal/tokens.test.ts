import { TrackSource } from '@livekit/protocol';
import { AccessToken, TokenVerifier } from 'livekit-server-sdk';
import { expect, test } from 'vitest';
import { signToken, verifyToken } from './tokens.ts';

const api = { key: 'devkey', secret: 'secret-secret-secret-secret-secret-32' };
const now = Date.now() / 1000;

async function stockToken(options: { ttl?: number; secret?: string; key?: string } = {}): Promise<string> {
  const { ttl = 60, secret = api.secret, key = api.key } = options;
  const token = new AccessToken(key, secret, { identity: 'p1', name: 'n', metadata: 'm', attributes: { side: 'visitor' }, ttl });
  token.addGrant({
    room: 'r',
    roomJoin: true,
    canPublish: true,
    canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
    hidden: true,
  });
  return token.toJwt();
}

test('a token of the stock SDK is understood', async () => {
  const verdict = verifyToken(await stockToken(), api, now);
  expect(verdict).toMatchObject({
    ok: true,
    claims: {
      identity: 'p1',
      name: 'n',
      metadata: 'm',
      attributes: { side: 'visitor' },
      refreshed: false,
      grant: { room: 'r', roomJoin: true, canPublish: true, hidden: true, canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE] },
    },
  });
  expect(verdict.ok && Math.abs(verdict.claims.issuedAt - now)).toBeLessThan(5);
});

test('the stock SDK accepts a token of ours', async () => {
  const issuedAt = Math.floor(now);
  const token = signToken(
    { identity: 'p1', grant: { room: 'r', roomJoin: true, canPublishSources: [TrackSource.CAMERA] }, issuedAt, expiresAt: issuedAt + 60 },
    api,
  );
  const claims = await new TokenVerifier(api.key, api.secret).verify(token);
  expect(claims).toMatchObject({ sub: 'p1', video: { room: 'r', roomJoin: true, canPublishSources: ['camera'] } });
});

test.each([
  ['an expired one', () => stockToken({ ttl: -60 }), /expired/],
  ['a wrong signature', () => stockToken({ secret: 'wrong-secret-wrong-secret-wrong-se' }), /signature/],
  ['an unknown key', () => stockToken({ key: 'other' }), /unknown API key/],
  ['one that is not valid yet', async () => signToken({ issuedAt: now + 600, expiresAt: now + 900 }, api), /not valid yet/],
  ['no token at all', async () => '', /not a JWT/],
  ['three parts of nonsense', async () => 'a.b.c', /HS256/],
])('a token is refused with the reason: %s', async (_name, make, reason) => {
  const verdict = verifyToken(await make(), api, now);
  expect(verdict.ok ? 'accepted' : verdict.reason).toMatch(reason);
});

test('a token without signature, or signed by another algorithm, is refused even when it says so itself', async () => {
  const [, payload] = (await stockToken()).split('.');
  for (const alg of ['none', 'HS512', 'RS256']) {
    const header = Buffer.from(JSON.stringify({ alg })).toString('base64url');
    expect(verifyToken(`${header}.${payload}.`, api, now).ok).toBe(false);
    expect(verifyToken(`${header}.${payload}.AAAA`, api, now)).toEqual({ ok: false, reason: 'only HS256 signatures are accepted' });
  }
});

test('a token without an expiry is refused: it would be good for ever', () => {
  const token = signToken({ issuedAt: now, expiresAt: Number.NaN }, api);
  expect(verifyToken(token, api, now)).toEqual({ ok: false, reason: 'no expiry (exp)' });
});
