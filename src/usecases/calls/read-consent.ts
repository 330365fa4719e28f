import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { seeCall } from './view-call.ts';

/** The text about recording in force, in the wished language where it exists, and whether this person has agreed to it. */
export async function readConsent(
  deps: Pick<CallDependencies, 'clock' | 'work'>,
  caller: Caller,
  visitId: VisitId,
  language: string,
): Promise<{ readonly version: string; readonly language: string; readonly body: string; readonly consented: boolean }> {
  const party = demand(caller, 'read-consent');
  return deps.work.run(async (transaction) => {
    const seen = await seeCall(transaction, party, visitId, deps.clock.now());
    const version = seen.setting.policy.consentVersion;
    const text = await transaction.calls.consentText(version, language);
    if (!text) throw new Refusal('not-found');
    return { version, ...text, consented: seen.consented };
  });
}
