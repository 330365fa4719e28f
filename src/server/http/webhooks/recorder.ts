import type { SystemCaller } from '../../../core/access/caller.ts';
import type { RecorderWebhooks } from '../../../ports/recorder-control.ts';
import type { CallDependencies } from '../../../usecases/calls/call-dependencies.ts';
import { noteReport } from '../../../usecases/calls/note-report.ts';
import { Refusal } from '../../../usecases/refusal.ts';
import type { Handlers } from '../handlers.ts';

const webhook: SystemCaller = { kind: 'system', channel: 'webhook' };

/** Events of the recorder: believed by their signature over the raw body; a forged one is answered with 401. */
export function recorderWebhookHandlers(
  deps: Pick<CallDependencies, 'work' | 'waker'>,
  webhooks: RecorderWebhooks,
): Handlers<'POST /api/webhooks/recorder'> {
  return {
    'POST /api/webhooks/recorder': async ({ raw }) => {
      const signature = raw.headers['x-openvisit-signature'];
      const report = webhooks.verify(String(raw.body ?? ''), typeof signature === 'string' ? signature : undefined);
      if (!report) throw new Refusal('not-signed-in');
      await noteReport(deps, webhook, report.roomName);
      return { done: true };
    },
  };
}
