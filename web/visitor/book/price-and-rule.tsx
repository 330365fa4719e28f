import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { PriceTable } from '../../ui/price-table.tsx';
import type { Visit } from '../visit/visitor-visit.ts';

/** The whole price of a visit and the rule of what comes back, before anything is asked for. */
export function PriceAndRule({ visit }: { readonly visit: Visit }) {
  const { t, plural, language } = useText();
  const { quote } = visit;
  const money = (cents: number): string => moneyText(language, cents);
  if (quote.totalCents === 0)
    return (
      <div class="card">
        <h2>{t('price.title')}</h2>
        <p>{t('price.free')}</p>
      </div>
    );
  const rules = [t('price.rule1'), t('price.rule2'), t('price.rule3')];
  return (
    <div class="card">
      <h2>{t('price.title')}</h2>
      <PriceTable
        caption={t('price.title')}
        rows={[
          {
            key: 'minutes',
            label: `${plural('ui.minutes', quote.minutes)} × ${money(quote.centsPerMinute)}`,
            amount: money(quote.totalCents),
          },
          { key: 'fees', label: t('price.fees'), amount: money(0) },
          { key: 'total', label: t('price.total'), amount: money(quote.totalCents), total: true },
        ]}
      />
      <h3>{t('price.rules')}</h3>
      <ul class="plain-list">
        {rules.map((rule) => (
          <li key={rule} class="with-icon">
            <Icon name="check" />
            <span>{rule}</span>
          </li>
        ))}
      </ul>
      <p class="soft small">{t('price.cap', { cap: money(quote.capCentsPerMinute) })}</p>
    </div>
  );
}
