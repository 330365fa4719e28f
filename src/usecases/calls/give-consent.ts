import type { Caller } from '../../core/access/caller.ts';
import type { VisitId } from '../../core/shared/ids.ts';
import { demand } from '../demand.ts';
import { Refusal } from '../refusal.ts';
import type { CallDependencies } from './call-dependencies.ts';
import { identityOf } from './call-party.ts';
import { seeCall } from './view-call.ts';

/**
 * One person agrees to be recorded, in the words they read (V1). Refusals: `not-found`, `call-over`, and `consent-text-changed` when the
 * facility has put another text in force since the page was loaded.
 */
export async function giveConsent(
  deps: Pick<CallDependencies, 'clock' | 'work'>,
  caller: Caller,
  visitId: VisitId,
  agreed: { readonly version: string; readonly language: string },
): Promise<void> {
  const party = demand(caller, 'give-consent');
  return deps.work.run(async (transaction) => {
    const now = deps.clock.now();
    const { setting, visitStatus } = await seeCall(transaction, party, visitId, now);
    if (visitStatus !== 'confirmed' && visitStatus !== 'joinable' && visitStatus !== 'in-call') throw new Refusal('call-over');
    if (agreed.version !== setting.policy.consentVersion) throw new Refusal('consent-text-changed');
    const { version, language } = agreed;
    const side = party.kind;
    await transaction.calls.addConsent({ visitId, personId: identityOf(party), side, textVersion: version, language, at: now });
    await transaction.audit.append(party, side === 'visitor' ? 'visitor-web' : 'station', {
      agencyId: setting.agencyId,
      act: 'consent-given',
      subjectId: visitId,
      detail: { version, language },
    });
  });
}
