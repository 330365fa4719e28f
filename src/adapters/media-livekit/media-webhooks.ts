import { WebhookReceiver } from 'livekit-server-sdk';
import type { MediaWebhooks } from '../../ports/call-control.ts';
import type { LiveKitKey } from './room-tokens.ts';

/** Checks webhooks of the media server: a token of our key with the digest of the raw body, as LiveKit signs. */
export function liveKitWebhooks(key: LiveKitKey): MediaWebhooks {
  const receiver = new WebhookReceiver(key.apiKey, key.apiSecret);
  return {
    async verify(rawBody, authorization) {
      try {
        const event = await receiver.receive(rawBody, authorization);
        return { eventId: event.id, roomName: event.room?.name ?? '' };
      } catch {
        return null;
      }
    },
  };
}
