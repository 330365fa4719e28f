/** Set-Cookie lines of an answer of better-auth. */
export function setCookiesOf(headers: Headers): readonly string[] {
  return headers.getSetCookie();
}

/** Headers as better-auth reads a sign-in from. */
export function headersWith(cookies: string): Headers {
  return new Headers(cookies ? { cookie: cookies } : {});
}
