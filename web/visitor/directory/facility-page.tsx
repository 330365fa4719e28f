import { api } from '../../api/client.ts';
import { dateText, moneyText } from '../../text/format.ts';
import { type Text, useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import type { RouteParams } from '../../ui/router.tsx';
import { useRequest } from '../../ui/use-request.ts';
import { useVisitor } from '../signed-in.ts';
import type { DirectoryEntry } from './facility-line.tsx';
import { VisitRules } from './visit-rules.tsx';
import './directory.css';

/** One facility: its price with the law it rests on, the kinds of visit, its rules. */
export function FacilityPage({ params }: { readonly params: RouteParams }) {
  const slug = params.slug ?? '';
  const request = useRequest(slug, () => api('GET /api/facilities/:slug', { params: { slug } }));
  return (
    <Loaded isPage request={request}>
      {(entry) => <Facility entry={entry} />}
    </Loaded>
  );
}

function Facility({ entry }: { readonly entry: DirectoryEntry }) {
  const { t, plural, language } = useText();
  const visitor = useVisitor();
  const { facility, cap, centsPerMinute } = entry;
  const money = (cents: number): string => moneyText(language, cents);
  return (
    <>
      <PageTitle lead={`${facility.state} · ${t(`facility.kind.${entry.kind}`)}`}>{facility.name}</PageTitle>
      {!entry.isPayable && (
        <Notice kind="warn" title={t('facility.cannotPay')}>
          <p>{t('facility.cannotPayMore')}</p>
        </Notice>
      )}
      <h2>{t('facility.price')}</h2>
      <div class="card">
        <p class="facility-price">{centsPerMinute === 0 ? t('ui.free') : t('ui.perMinute', { price: money(centsPerMinute) })}</p>
        <p>{centsPerMinute === 0 ? t('facility.freeLong') : t('facility.allIn')}</p>
        <p class="soft small">
          {t('facility.law', { cap: t('ui.perMinute', { price: money(cap.centsPerMinute) }), citation: cap.citation })}
          {cap.effectiveFrom ? ` ${t('facility.lawSince', { date: dateText(language, cap.effectiveFrom, 'full') })}` : ''}
        </p>
      </div>
      <h2>{t('facility.kinds')}</h2>
      <ul class="plain-list">
        {entry.visitTypes.map((row) => (
          <li key={row.visitType} class="card">
            <h3>{t(`visitType.${row.visitType}`)}</h3>
            {row.offered ? (
              <p>
                {row.lengthsMinutes.length > 0 ? `${t('facility.lengths', { lengths: listOf(row.lengthsMinutes, t) })} ` : ''}
                {t('facility.notice', {
                  notice: noticeText(row.minimumNoticeMinutes, plural),
                  days: plural('ui.days', row.maximumNoticeDays),
                })}
              </p>
            ) : (
              <Notice kind="warn" title={t('facility.closed')}>
                {t(`facility.closed.${row.closedReason ?? 'facility-choice'}`)}
              </Notice>
            )}
          </li>
        ))}
      </ul>
      <h2>{t('facility.rules')}</h2>
      <VisitRules entry={entry} />
      <div class="buttons">
        <ButtonLink kind="main" to={visitor ? '/home' : '/sign-up'}>
          {visitor ? t('landing.toHome') : t('landing.signUp')}
        </ButtonLink>
        <ButtonLink icon="phone" to="/test-device">
          {t('landing.test')}
        </ButtonLink>
      </div>
    </>
  );
}

function listOf(minutes: readonly number[], t: Text['t']): string {
  const last = minutes[minutes.length - 1] ?? 0;
  return minutes.length < 2 ? String(last) : t('ui.listOr', { list: minutes.slice(0, -1).join(', '), last });
}

function noticeText(minutes: number, plural: Text['plural']): string {
  if (minutes < 60) return plural('ui.minutes', minutes);
  return minutes < 48 * 60 ? plural('ui.hours', Math.round(minutes / 60)) : plural('ui.days', Math.round(minutes / 1440));
}
