import { useEffect } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate, type RouteParams } from '../../ui/router.tsx';
import { StepLine } from '../../ui/step-line.tsx';
import { useAct } from '../../ui/use-act.ts';

/** Back from the bank's page: asks how the bank has answered, unless its message was quicker, and goes on to the visit. */
export function BankReturnPage({ params }: { readonly params: RouteParams }) {
  const { t } = useText();
  const visitId = params.visitId ?? '';
  const act = useAct();
  const ask = (): void =>
    act.run(async () => {
      await api('POST /api/visitor/visits/:visitId/bank-approval', { params: { visitId } });
      navigate(`/visit/${visitId}?bank`, { replace: true });
    });
  useEffect(ask, [visitId]);
  return (
    <>
      <PageTitle>{act.problem ? t('bank.problem') : t('bank.title')}</PageTitle>
      {!act.problem && (
        <StepLine
          label={t('bank.title')}
          steps={[
            { key: 'back', title: t('bank.back'), state: 'done' },
            { key: 'ask', title: t('bank.ask'), state: 'now' },
          ]}
        />
      )}
      <ProblemNotice problem={act.problem} onRetry={act.problem?.isPassing ? ask : undefined} />
      {act.problem && (
        <ButtonLink kind="main" wide to={`/visit/${visitId}`}>
          {t('bank.see')}
        </ButtonLink>
      )}
    </>
  );
}
