import type { ComponentChildren } from 'preact';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { lengthText, moneyText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { LengthAndPrice } from '../ui/length-and-price.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { Link } from '../ui/router.tsx';
import { useRequest } from '../ui/use-request.ts';
import { DecideActions } from './decide-actions.tsx';
import { FindingList } from './finding-list.tsx';
import { VisitHistory } from './visit-history.tsx';
import { statusKey, VisitTime } from './visit-line.tsx';
import './visit-panel.css';

export type VisitDetail = RouteOutput<'GET /api/staff/visits/:visitId'>;

interface VisitPanelProps {
  readonly visitId: string;
  /** Something was decided here: lists around it are fetched again. */
  readonly onDecided?: () => void;
  /** Shown above a visit that does not wait for a decision, or no longer. */
  readonly afterwards?: ComponentChildren;
}

/** One visit with everything a decision needs: facts, findings, acts, history. Live. */
export function VisitPanel({ visitId, onDecided, afterwards }: VisitPanelProps) {
  const { t } = useText();
  const visit = useRequest(visitId, () => api('GET /api/staff/visits/:visitId', { params: { visitId } }));
  useLive('visit-changed', visitId, visit.refetch);
  useLive('call-changed', visitId, visit.refetch);
  return (
    <Loaded request={visit} lines={8}>
      {(detail) => (
        <article class="visit-panel">
          {detail.row.status !== 'requested' && afterwards}
          <h2>
            {detail.row.resident.name} ⟷ {detail.row.visitor.name}
          </h2>
          {detail.row.resident.alert && (
            <Notice kind="warn" title={t('staff.visit.alert')}>
              <p>{detail.row.resident.alert}</p>
            </Notice>
          )}
          <VisitFacts detail={detail} />
          <h3>{t('staff.visit.findings')}</h3>
          <FindingList findings={detail.row.findings} />
          <DecideActions
            detail={detail}
            onDone={(next) => {
              visit.setData(next);
              onDecided?.();
            }}
            onStale={visit.refetch}
          />
          <h3>{t('staff.visit.history')}</h3>
          <VisitHistory steps={detail.history} />
        </article>
      )}
    </Loaded>
  );
}

function VisitFacts({ detail }: { readonly detail: VisitDetail }) {
  const { t, plural, language, has } = useText();
  const { row, payment, quote, summary } = detail;
  const reasonKey = `staff.reason.${detail.reason}`;
  return (
    <dl class="facts">
      <dt>{t('staff.visit.status')}</dt>
      <dd>
        {t(statusKey(row))}
        {detail.outcome && ` · ${t(`staff.outcome.${detail.outcome}`)}`}
        {detail.reason && has(reasonKey) && ` · ${t(reasonKey)}`}
      </dd>
      <dt>{t('staff.visit.time')}</dt>
      <dd>
        <VisitTime times={row.times} /> · {plural('ui.minutes', row.lengthMinutes)}
      </dd>
      {row.offered && (
        <>
          <dt>{t('staff.visit.offered')}</dt>
          <dd>
            <VisitTime times={row.offered} /> ·{' '}
            <LengthAndPrice minutes={row.offered.lengthMinutes} totalCents={row.offered.quote.totalCents} />
          </dd>
        </>
      )}
      <dt>{t('staff.visit.where')}</dt>
      <dd>
        {row.station.name} · {row.resident.housingUnit ?? t('staff.unit.unknown')}
      </dd>
      <dt>{t('staff.visit.type')}</dt>
      <dd>{t(`staff.type.${row.visitType}`)}</dd>
      <dt>{t('staff.visit.price')}</dt>
      <dd>
        {moneyText(language, quote.totalCents)} · {t(`staff.payment.${payment.status}`)}
        {payment.capturedCents > 0 && ` · ${t('staff.visit.captured', { amount: moneyText(language, payment.capturedCents) })}`}
      </dd>
      {summary && (
        <>
          <dt>{t('staff.visit.delivered')}</dt>
          <dd>
            {t('staff.visit.deliveredOf', {
              delivered: lengthText(summary.deliveredSeconds),
              booked: lengthText(summary.bookedMinutes * 60),
            })}
          </dd>
        </>
      )}
      {detail.note && (
        <>
          <dt>{t('staff.visit.note')}</dt>
          <dd>{detail.note}</dd>
        </>
      )}
      {detail.recordingId && (
        <>
          <dt>{t('staff.visit.recording')}</dt>
          <dd>
            <Link to={`/staff/recordings/${detail.recordingId}`}>{t('staff.visit.openRecording')}</Link>
          </dd>
        </>
      )}
    </dl>
  );
}
