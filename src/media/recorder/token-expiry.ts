/** Unix seconds at which a token expires, unverified (the server judges it); null when it does not say. */
export function readExpiry(token: string): number | null {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    if (typeof payload !== 'object' || payload === null || !('exp' in payload)) return null;
    return typeof payload.exp === 'number' ? payload.exp : null;
  } catch {
    return null;
  }
}
