import { api } from '../../api/client.ts';
import { momentText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { navigate } from '../../ui/router.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useRequest } from '../../ui/use-request.ts';
import type { Visit } from '../visit/visitor-visit.ts';

/** How many times are offered instead. */
const NEAREST = 6;

/** The time could not be kept any longer: the times nearest to it, one tap each. */
export function HoldLost({ visit, residentId }: { readonly visit: Visit; readonly residentId: string }) {
  const { t, language } = useText();
  const act = useAct();
  const { lengthMinutes, visitType } = visit;
  const request = useRequest(visit.id, () =>
    api('GET /api/visitor/contacts/:residentId/offers', { params: { residentId }, query: { days: 14, lengthMinutes, visitType } }),
  );
  const far = (startsAt: string): number => Math.abs(Date.parse(startsAt) - Date.parse(visit.times.startsAt));
  const nearest = (request.data?.days ?? [])
    .flatMap((day) => day.slots)
    .sort((one, other) => far(one.startsAt) - far(other.startsAt))
    .slice(0, NEAREST);
  const keep = (startsAt: string): void =>
    act.run(async () => {
      const kept = await api('POST /api/visitor/holds', { body: { residentId, visitType, startsAt, lengthMinutes } });
      navigate(`/book/${residentId}?step=check&visit=${kept.id}`, { replace: true });
      scrollTo(0, 0);
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
          <div class="slots">
            {nearest.map((slot) => (
              <button key={slot.startsAt} type="button" class="slot" onClick={() => keep(slot.startsAt)}>
                {momentText(language, slot.startsAt, visit.facility.timeZone)}
              </button>
            ))}
          </div>
        </>
      )}
      <ButtonLink kind="main" wide icon="calendar" to={`/book/${residentId}?step=time&minutes=${lengthMinutes}`}>
        {t('book.allTimes')}
      </ButtonLink>
    </>
  );
}
