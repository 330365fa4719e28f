import type { RouteOutput } from '../../../src/contract/routes.ts';
import { lengthText, moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { PriceTable } from '../../ui/price-table.tsx';

export type Summary = RouteOutput<'GET /api/visitor/visits/:visitId/summary'>;

/** What was paid and what came back, so that it can be checked with a pencil. */
export function Arithmetic({ settlement }: { readonly settlement: NonNullable<Summary['settlement']> }) {
  const { t, language } = useText();
  const money = (cents: number): string => moneyText(language, cents);
  return (
    <div class="card">
      <PriceTable
        caption={t('after.money')}
        rows={[
          { key: 'set-aside', label: t('money.setAside'), amount: money(settlement.authorizedCents) },
          {
            key: 'paid',
            label: t('money.paidFor', { time: lengthText(settlement.billedSeconds), price: money(settlement.centsPerMinute) }),
            amount: `−${money(settlement.capturedCents)}`,
          },
          { key: 'back', label: t('money.back'), amount: money(settlement.releasedCents) },
          { key: 'total', label: t('money.youPaid'), amount: money(settlement.capturedCents), total: true },
        ]}
      />
      <p class="soft small">{t('money.rounded')}</p>
      {settlement.releasedCents > 0 && <p class="soft small">{t('money.when')}</p>}
    </div>
  );
}
