import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { type RouteParams, useQuery } from '../../ui/router.tsx';
import { useRequest } from '../../ui/use-request.ts';
import { CheckStep } from './check-step.tsx';
import { LengthStep } from './length-step.tsx';
import type { Offers } from './offers.ts';
import { TimeStep } from './time-step.tsx';
import './book.css';

/** Days asked for at once; the calendar fetches more when a facility offers more. */
const DAYS = 28;

/** Booking, one question a page: how long, when, and is this right. Every answer is in the address, so back and reload lose nothing. */
export function BookPage({ params }: { readonly params: RouteParams }) {
  const residentId = params.residentId ?? '';
  const [step] = useQuery('step');
  const [visitId] = useQuery('visit');
  if (step === 'check' && visitId) return <CheckStep key={visitId} residentId={residentId} visitId={visitId} />;
  return <ChooseSteps residentId={residentId} />;
}

function ChooseSteps({ residentId }: { readonly residentId: string }) {
  const [minutes] = useQuery('minutes');
  const [fromOn] = useQuery('from');
  const lengthMinutes = minutes && /^\d{1,3}$/.test(minutes) ? Number(minutes) : undefined;
  const request = useRequest(`${residentId} ${lengthMinutes} ${fromOn}`, () =>
    api('GET /api/visitor/contacts/:residentId/offers', {
      params: { residentId },
      query: { days: DAYS, ...(lengthMinutes ? { lengthMinutes } : {}), ...(fromOn ? { fromOn } : {}) },
    }),
  );
  return (
    <Loaded isPage request={request}>
      {(offers) => {
        if (offers.refusedBecause) return <Refused offers={offers} />;
        // Nothing to choose from: one length, or no visiting period at all in these days.
        const onlyLength = offers.lengths.length > 1 ? undefined : (offers.lengths[0]?.minutes ?? offers.lengthMinutes);
        const chosen = lengthMinutes ?? onlyLength;
        return chosen === undefined ? (
          <LengthStep key="length" offers={offers} fromOn={fromOn} />
        ) : (
          <TimeStep key="time" offers={offers} residentId={residentId} minutes={chosen} onLost={request.refetch} />
        );
      }}
    </Loaded>
  );
}

function Refused({ offers }: { readonly offers: Offers }) {
  const { t } = useText();
  return (
    <>
      <PageTitle>{t('visit.with', { name: offers.resident.name })}</PageTitle>
      <Notice kind="warn" title={t('book.refused')}>
        <p>{t(`problem.${offers.refusedBecause ?? 'not-possible'}`)}</p>
      </Notice>
      <ButtonLink to="/home">{t('menu.home')}</ButtonLink>
    </>
  );
}
