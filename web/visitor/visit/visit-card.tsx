import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { LengthAndPrice } from '../../ui/length-and-price.tsx';
import { Link } from '../../ui/router.tsx';
import { Moment, TimeText } from '../../ui/time-text.tsx';
import { ApproveButton } from './approve-button.tsx';
import { MendUntil } from './mend-until.tsx';
import { addressOf, isJoinable, needsApproval, needsMending, type Visit, whatIsOffered } from './visitor-visit.ts';
import './visit-card.css';

const icons: Readonly<Partial<Record<Visit['status'], IconName>>> = {
  held: 'clock',
  requested: 'clock',
  revised: 'warning',
  confirmed: 'done',
  joinable: 'camera',
  'in-call': 'camera',
  ended: 'done',
};

/** Where a visit stands, as a sign and words. */
export function VisitStatusLine({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const asks = needsMending(visit) ? 'status.mend' : needsApproval(visit) ? 'status.approve' : null;
  const status = visit.status === 'revised' ? (`status.revised.${whatIsOffered(visit)}` as const) : (`status.${visit.status}` as const);
  return (
    <p class={`visit-status visit-status-${asks ? 'asks' : visit.status}`}>
      <Icon name={asks ? 'warning' : (icons[visit.status] ?? 'error')} size={20} /> {t(asks ?? status)}
    </p>
  );
}

/** One visit: when, with whom, where it stands, and the one thing to do about it now. */
export function VisitCard({ visit, strong }: { readonly visit: Visit; readonly strong?: boolean }) {
  const { t } = useText();
  return (
    <article class={strong ? 'card card-strong' : 'card'}>
      <VisitStatusLine visit={visit} />
      <h3 class="visit-card-title">
        <Link to={addressOf(visit)}>{t('visit.with', { name: visit.resident.name })}</Link>
      </h3>
      <p>
        <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={visit.facility.timeZone} />
      </p>
      <p class="soft small">{visit.facility.name}</p>
      <WhatNow visit={visit} />
    </article>
  );
}

function WhatNow({ visit }: { readonly visit: Visit }) {
  const { t } = useText();
  const to = addressOf(visit);
  if (isJoinable(visit))
    return (
      <ButtonLink kind="main" wide icon="camera" to={`/visit/${visit.id}/call`}>
        {t('card.join')}
      </ButtonLink>
    );
  if (needsMending(visit))
    return (
      <ButtonLink kind="main" wide icon="card" to={to}>
        {t('card.mend')}
      </ButtonLink>
    );
  if (needsApproval(visit))
    return (
      <>
        <ApproveButton visit={visit} />
        <MendUntil visit={visit} />
      </>
    );
  switch (visit.status) {
    case 'held':
      return (
        <>
          {visit.lapsesAt && (
            <p>
              {t('card.kept')} <Countdown until={visit.lapsesAt} />
            </p>
          )}
          <ButtonLink kind="main" wide to={to}>
            {t('card.finish')}
          </ButtonLink>
        </>
      );
    case 'requested':
      return (
        <p class="small">
          {visit.requestedAt && (
            <>
              {t('card.sentAt')} <Moment at={visit.requestedAt} timeZone={visit.facility.timeZone} stop />{' '}
            </>
          )}
          {visit.lapsesAt && (
            <>
              {t('card.decidedBy')} <Moment at={visit.lapsesAt} timeZone={visit.facility.timeZone} stop />
            </>
          )}
        </p>
      );
    case 'revised':
      return (
        <>
          {visit.offered && (
            <p>
              {t(`card.new.${whatIsOffered(visit)}`)}
              <TimeText startsAt={visit.offered.startsAt} endsAt={visit.offered.endsAt} timeZone={visit.facility.timeZone} />
              <LengthAndPrice minutes={visit.offered.lengthMinutes} totalCents={visit.offered.quote.totalCents} />
            </p>
          )}
          <ButtonLink kind="main" wide to={to}>
            {t('card.answer')}
          </ButtonLink>
        </>
      );
    case 'confirmed':
      return (
        <>
          <p class="small">
            {t('card.opensAt')} <Moment at={visit.joinableAt} timeZone={visit.facility.timeZone} stop />
          </p>
          <div class="buttons">
            <ButtonLink to={to}>{t('card.see')}</ButtonLink>
            <ButtonLink icon="phone" to="/test-device">
              {t('landing.test')}
            </ButtonLink>
          </div>
        </>
      );
    default:
      return null;
  }
}
