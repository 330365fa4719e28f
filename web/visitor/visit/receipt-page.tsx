import { lengthText, momentText, ownTimeZone } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { NameMark } from '../../ui/name-mark.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Link, type RouteParams } from '../../ui/router.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { useVisitor } from '../signed-in.ts';
import { Arithmetic } from './arithmetic.tsx';
import { cardBrand } from './card-brand.ts';
import { useVisitAndSummary } from './use-visit-and-summary.ts';
import './after.css';

/** The receipt of one visit; made to be printed. */
export function ReceiptPage({ params }: { readonly params: RouteParams }) {
  const { t, language } = useText();
  const visitor = useVisitor();
  const visitId = params.visitId ?? '';
  const request = useVisitAndSummary(visitId);
  return (
    <Loaded isPage request={request}>
      {({ visit, summary }) => (
        <>
          <div class="receipt">
            <NameMark />
            <PageTitle>{t('receipt.title')}</PageTitle>
            <dl class="facts">
              <dt>{t('receipt.number')}</dt>
              <dd>{visit.id}</dd>
              <dt>{t('receipt.for')}</dt>
              <dd>{visitor?.name}</dd>
              <dt>{t('book.who')}</dt>
              <dd>
                {visit.resident.name}, {visit.facility.name}
              </dd>
              <dt>{t('book.when')}</dt>
              <dd>
                <TimeText startsAt={visit.times.startsAt} endsAt={visit.times.endsAt} timeZone={visit.facility.timeZone} />
              </dd>
              <dt>{t('after.together')}</dt>
              <dd>{lengthText(summary.deliveredSeconds)}</dd>
              {visit.payment.card && (
                <>
                  <dt>{t('receipt.card')}</dt>
                  <dd>{t('receipt.cardNumber', { brand: cardBrand(visit.payment.card.brand), last4: visit.payment.card.last4 })}</dd>
                </>
              )}
            </dl>
            {summary.settlement ? (
              <Arithmetic settlement={summary.settlement} />
            ) : visit.quote.totalCents === 0 ? (
              <p>{t('price.free')}</p>
            ) : (
              <Notice>{t('after.pending')}</Notice>
            )}
            <p class="soft small">{t('receipt.made', { time: momentText(language, new Date().toISOString(), ownTimeZone()) })}</p>
          </div>
          <div class="buttons">
            <Button kind="main" icon="print" onPress={() => window.print()}>
              {t('receipt.print')}
            </Button>
            <Link class="button button-quiet" to="/visits">
              {t('menu.visits')}
            </Link>
          </div>
        </>
      )}
    </Loaded>
  );
}
