import type { FastifyReply, FastifyRequest } from 'fastify';

/** Our own cookies; `ov_visitor` is the authenticator's. */
export type CookieName = 'ov_staff' | 'ov_staff_pending' | 'ov_station' | 'ov_station_sign_in';

/** Years in which a station keeps its device key; a new enrollment ends it sooner. */
const STATION_SECONDS = 10 * 365 * 24 * 3_600;
const PENDING_SECONDS = 600;
/** A resident's sign-in ends by itself long before; the cookie need not outlive a shift. */
const RESIDENT_SECONDS = 8 * 3_600;

const lives: Readonly<Record<Exclude<CookieName, 'ov_staff'>, number>> = {
  ov_staff_pending: PENDING_SECONDS,
  ov_station: STATION_SECONDS,
  ov_station_sign_in: RESIDENT_SECONDS,
};

/** Cookies that no script reads and no other site sends; over https only where we are reached by https. */
export function cookieJar(publicUrl: string) {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https://') } as const;
  return {
    set(reply: FastifyReply, name: CookieName, value: string, seconds?: number): void {
      reply.setCookie(name, value, { ...options, maxAge: seconds ?? (name === 'ov_staff' ? RESIDENT_SECONDS : lives[name]) });
    },
    clear(reply: FastifyReply, name: CookieName): void {
      reply.clearCookie(name, options);
    },
    read: (request: FastifyRequest, name: CookieName): string | null => request.cookies[name] || null,
  };
}
export type CookieJar = ReturnType<typeof cookieJar>;

/** Hands Set-Cookie lines of the visitors' authenticator on. */
export function passCookies(reply: FastifyReply, lines: readonly string[]): void {
  for (const line of lines) reply.header('set-cookie', line);
}
