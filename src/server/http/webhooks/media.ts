import type { SystemCaller } from '../../../core/access/caller.ts';
import type { MediaWebhooks } from '../../../ports/call-control.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { noteReport } from '../../../usecases/calls/note-report.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import type { Handlers } from '../handlers.ts';

const webhook: SystemCaller = { kind: 'system', channel: 'webhook' };

/** Events of the media server: believed by their signature over the raw body; a forged one is answered with 401. */
export function mediaWebhookHandlers(
  deps: Pick<CallDependencies, 'work' | 'waker'>,
  webhooks: MediaWebhooks,
): Handlers<'POST /api/webhooks/media'> {
  return {
    'POST /api/webhooks/media': async ({ raw }) => {
      const report = await webhooks.verify(String(raw.body ?? ''), raw.headers.authorization);
      if (!report) throw new Refusal('not-signed-in');
      await noteReport(deps, webhook, report.roomName);
      return { done: true };
    },
  };
}
