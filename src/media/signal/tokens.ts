import { createHmac, timingSafeEqual } from 'node:crypto';
import type { VideoGrant } from './grants.ts';
import { readGrant, writeGrant } from './grants.ts';

/** What a verified token says. Times are Unix seconds. */
export interface TokenClaims {
  /** The API key it was signed for. */
  issuer: string;
  /** Empty for tokens that only administer. */
  identity: string;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  /** When it was issued: the later of `iat` and `nbf`; 0 when it says neither. */
  issuedAt: number;
  expiresAt: number;
  grant: VideoGrant;
  /** Base64 digest of a webhook's body. */
  sha256: string | null;
  /** True for a token by which the embedded engine renewed an earlier one: its bearer was connected. */
  refreshed: boolean;
}

export type TokenVerdict = { ok: true; claims: TokenClaims } | { ok: false; reason: string };

/** One API key with its secret, as LiveKit's servers and SDKs use them. */
export interface ApiKey {
  key: string;
  secret: string;
}

/** How far clocks of issuer and server may differ, in seconds; the value of livekit-server-sdk. */
const clockToleranceSeconds = 10;

/**
 * Checks a LiveKit token: HS256 signature, issuer, `exp` (required) and `nbf`. Never throws; `reason` is fit to be shown to the
 * bearer and holds nothing of the token.
 *
 * @param nowSeconds Unix seconds
 */
export function verifyToken(token: string, api: ApiKey, nowSeconds: number): TokenVerdict {
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) return refuse('not a JWT');
  const head = readJson(header);
  if (head?.alg !== 'HS256') return refuse('only HS256 signatures are accepted');
  const expected = createHmac('sha256', api.secret).update(`${header}.${payload}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refuse('signature is wrong');
  const body = readJson(payload);
  if (body === null) return refuse('payload is not JSON');
  if (body.iss !== api.key) return refuse('unknown API key');
  const expiresAt = readNumber(body.exp);
  if (expiresAt === null) return refuse('no expiry (exp)');
  if (nowSeconds > expiresAt + clockToleranceSeconds) return refuse('token is expired (exp)');
  const notBefore = readNumber(body.nbf) ?? 0;
  if (nowSeconds < notBefore - clockToleranceSeconds) return refuse('token is not valid yet (nbf)');
  return {
    ok: true,
    claims: {
      issuer: api.key,
      identity: readText(body.sub),
      name: readText(body.name),
      metadata: readText(body.metadata),
      attributes: readAttributes(body.attributes),
      issuedAt: Math.max(notBefore, readNumber(body.iat) ?? 0),
      expiresAt,
      grant: readGrant(body.video),
      sha256: typeof body.sha256 === 'string' ? body.sha256 : null,
      refreshed: body.refreshed === true,
    },
  };
}

/** What goes into a token; absent fields are left out. */
export interface TokenContent {
  identity?: string;
  name?: string;
  metadata?: string;
  attributes?: Record<string, string>;
  grant?: VideoGrant;
  sha256?: string;
  refreshed?: boolean;
  /** Unix seconds. */
  issuedAt: number;
  /** Unix seconds. */
  expiresAt: number;
}

/** Signs a LiveKit token (HS256). */
export function signToken(content: TokenContent, api: ApiKey): string {
  const payload: Record<string, unknown> = { iss: api.key, nbf: content.issuedAt, iat: content.issuedAt, exp: content.expiresAt };
  if (content.identity) payload.sub = content.identity;
  if (content.name) payload.name = content.name;
  if (content.metadata) payload.metadata = content.metadata;
  if (content.attributes && Object.keys(content.attributes).length > 0) payload.attributes = content.attributes;
  if (content.grant) payload.video = writeGrant(content.grant);
  if (content.refreshed) payload.refreshed = true;
  if (content.sha256) payload.sha256 = content.sha256;
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', api.secret).update(signed).digest('base64url')}`;
}

function refuse(reason: string): TokenVerdict {
  return { ok: false, reason };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function readJson(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function readText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function readAttributes(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
