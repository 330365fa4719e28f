import { api } from '../../api/client.ts';
import { dateOf, daysAfter } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useRequest } from '../../ui/use-request.ts';
import type { Visit } from '../visit/visitor-visit.ts';
import { alternativesOf, nearestTo, type Times } from './offers.ts';
import { Slots } from './slots.tsx';

/** How many times are offered instead, from so many days on either side of the lost one. */
const NEAREST = 6;
const DAYS_AROUND = 7;

/** The time could not be kept any longer: the times nearest to it, one tap each. */
export function HoldLost({ visit, residentId }: { readonly visit: Visit; readonly residentId: string }) {
  const { t } = useText();
  const act = useAct();
  const { lengthMinutes, visitType } = visit;
  const { timeZone } = visit.facility;
  const lostAt = visit.times.startsAt;
  // Days that are over are left out by the server.
  const fromOn = daysAfter(dateOf(lostAt, timeZone), -DAYS_AROUND);
  const request = useRequest(visit.id, () =>
    api('GET /api/visitor/contacts/:residentId/offers', {
      params: { residentId },
      query: { fromOn, days: 2 * DAYS_AROUND + 1, lengthMinutes, visitType },
    }),
  );
  // A time that is taken meanwhile comes with those nearest to it.
  const alternatives = alternativesOf(act.problem);
  const nearest = alternatives.length > 0 ? alternatives : nearestTo(lostAt, request.data?.days ?? [], NEAREST);
  const keep = ({ startsAt }: Times): void =>
    act.run(async () => {
      try {
        const kept = await api('POST /api/visitor/holds', { body: { residentId, visitType, startsAt, lengthMinutes } });
        navigate(`/book/${residentId}?step=check&visit=${kept.id}`, { replace: true });
        scrollTo(0, 0);
      } catch (error) {
        request.refetch();
        scrollTo(0, 0);
        throw error;
      }
    });
  return (
    <>
      <PageTitle>{t('book.lostTitle')}</PageTitle>
      <Notice kind="warn">
        <p>{t('book.lost')}</p>
      </Notice>
      <ProblemNotice problem={act.problem} />
      {nearest.length > 0 && (
        <>
          <h2>{t('book.nearest')}</h2>
          <Slots slots={nearest} timeZone={timeZone} withDay busy={act.busy} onKeep={keep} />
        </>
      )}
      <ButtonLink kind="main" wide icon="calendar" to={`/book/${residentId}?step=time&minutes=${lengthMinutes}`}>
        {t('book.allTimes')}
      </ButtonLink>
    </>
  );
}
