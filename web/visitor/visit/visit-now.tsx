import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Moment } from '../../ui/time-text.tsx';
import { ApproveCard } from './approve-card.tsx';
import { MendCard } from './mend-card.tsx';
import { ReasonText } from './reason-text.tsx';
import { isJoinable, needsApproval, needsMending, type Visit } from './visitor-visit.ts';

/** What there is to know and to do about a visit in its present state. */
export function VisitNow({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  return (
    <>
      {needsMending(visit) && <MendCard visit={visit} />}
      {needsApproval(visit) && <ApproveCard visit={visit} />}
      {visit.residentMovement && (
        <Notice announce>
          <p>{t(`movement.${visit.residentMovement}`, { name: visit.resident.name })}</p>
        </Notice>
      )}
      {isJoinable(visit) ? (
        <p>
          <ButtonLink kind="main" wide icon="camera" to={`/visit/${visit.id}/call`}>
            {t('card.join')}
          </ButtonLink>
        </p>
      ) : (
        <Rest visit={visit} />
      )}
    </>
  );
}

function Rest({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const bookAgain = (
    <ButtonLink kind="main" icon="calendar" to={`/book/${visit.resident.id}`}>
      {t('visit.bookAgain')}
    </ButtonLink>
  );
  switch (visit.status) {
    case 'held':
      return (
        <ButtonLink kind="main" wide to={`/book/${visit.resident.id}?step=check&visit=${visit.id}`}>
          {t('card.finish')}
        </ButtonLink>
      );
    case 'requested':
      return (
        <Notice title={t('visit.waitTitle')}>
          {visit.requestedAt && (
            <p>
              {t('card.sentAt')} <Moment at={visit.requestedAt} timeZone={visit.facility.timeZone} stop />
            </p>
          )}
          {visit.lapsesAt && (
            <p>
              {t('visit.waitUntil')} <Moment at={visit.lapsesAt} timeZone={visit.facility.timeZone} stop />
            </p>
          )}
          <p>{t('visit.waitMail')}</p>
        </Notice>
      );
    case 'confirmed':
      return (
        <>
          <Notice kind="good" title={t('visit.confirmedTitle')}>
            <p>
              {t('card.opensAt')} <Moment at={visit.joinableAt} timeZone={visit.facility.timeZone} stop /> {t('visit.confirmedHow')}
            </p>
          </Notice>
          <div class="buttons">
            <a class="button button-quiet" href={`/api/visitor/visits/${visit.id}/calendar.ics`} download={`visit-${visit.id}.ics`}>
              <span>{t('visit.calendar')}</span>
            </a>
            <ButtonLink icon="phone" to="/test-device">
              {t('landing.test')}
            </ButtonLink>
          </div>
          <h2>{t('prepare.title')}</h2>
          <ul>
            <li>{t('prepare.place')}</li>
            <li>{t('prepare.power')}</li>
            <li>{t('prepare.data')}</li>
            <li>{t('prepare.dress')}</li>
          </ul>
        </>
      );
    case 'ended':
      return (
        <div class="buttons">
          <ButtonLink kind="main" to={`/visit/${visit.id}/after`}>
            {t('visit.after')}
          </ButtonLink>
          <ButtonLink icon="receipt" to={`/visit/${visit.id}/receipt`}>
            {t('visit.receipt')}
          </ButtonLink>
        </div>
      );
    case 'denied':
    case 'expired':
    case 'cancelled':
    case 'withdrawn':
    case 'no-show':
      return (
        <>
          <Notice kind={visit.status === 'withdrawn' ? 'info' : 'warn'} title={t(`over.${visit.status}`)}>
            <ReasonText visit={visit} />
            {visit.outcome && visit.status === 'no-show' && <p>{t(`outcome.${visit.outcome}`, { name: visit.resident.name })}</p>}
            <p>{t('over.nothingCharged')}</p>
            <p>{t('over.whatNow')}</p>
          </Notice>
          <div class="buttons">{bookAgain}</div>
        </>
      );
    default:
      return null;
  }
}
