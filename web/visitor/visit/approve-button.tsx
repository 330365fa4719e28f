import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { useAct } from '../../ui/use-act.ts';
import type { Visit } from './visitor-visit.ts';

/** Leads to the bank's page; where the bank has its answer already, to what came of it. */
export function ApproveButton({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const act = useAct();
  const approve = (): void =>
    act.run(async () => {
      const { url } = await api('POST /api/visitor/visits/:visitId/bank-approval', { params: { visitId: visit.id } });
      if (url !== null) location.assign(url);
      else navigate(`/visit/${visit.id}?bank`);
    });
  return (
    <>
      <ProblemNotice problem={act.problem} />
      <Button kind="main" wide icon="card" busy={act.busy} onPress={approve}>
        {t('card.approve')}
      </Button>
    </>
  );
}
