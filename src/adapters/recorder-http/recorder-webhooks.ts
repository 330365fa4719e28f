import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { RecorderWebhooks } from '../../ports/recorder-control.ts';

/** How old a signature may be, in seconds: longer than the recorder keeps trying, so that a late report still counts. */
const FRESH_SECONDS = 300;

const Report = z.object({ eventId: z.string(), recordingId: z.string(), roomName: z.string() });

/**
 * Checks webhooks of the recorder: `x-openvisit-signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, keyed with its token.
 * @param nowSeconds Unix seconds
 */
export function recorderWebhooks(token: string, nowSeconds: () => number): RecorderWebhooks {
  return {
    verify(rawBody, signature) {
      const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature ?? '');
      if (match?.[1] === undefined || match[2] === undefined) return null;
      const expected = createHmac('sha256', token).update(`${match[1]}.${rawBody}`).digest();
      if (!timingSafeEqual(expected, Buffer.from(match[2], 'hex'))) return null;
      if (Math.abs(nowSeconds() - Number(match[1])) > FRESH_SECONDS) return null;
      return parse(rawBody);
    },
  };
}

function parse(rawBody: string): z.infer<typeof Report> | null {
  try {
    return Report.parse(JSON.parse(rawBody));
  } catch {
    return null;
  }
}
