import { moneyText } from '../../text/format.ts';
import type { Text } from '../../text/use-text.ts';
import { cardBrand } from './card-brand.ts';
import type { Visit } from './visitor-visit.ts';

/** Where the money of a visit stands, in one sentence. */
export function paymentText({ t, language }: Pick<Text, 't' | 'language'>, visit: Visit): string {
  const { payment, quote } = visit;
  const money = (cents: number): string => moneyText(language, cents);
  switch (payment.status) {
    case 'free':
      return t('payment.free');
    case 'no-card':
      return t('payment.noCard', { total: money(quote.totalCents) });
    case 'card-saved':
      return t('payment.cardSaved', {
        brand: cardBrand(payment.card?.brand ?? ''),
        last4: payment.card?.last4 ?? '',
        total: money(quote.totalCents),
      });
    case 'needs-approval':
      return t('payment.needsApproval', { total: money(quote.totalCents) });
    case 'authorized':
      return t('payment.authorized', { amount: money(payment.authorizedCents) });
    case 'failed':
      return t('payment.failed');
    case 'captured':
      return t('payment.captured', { captured: money(payment.capturedCents), released: money(payment.releasedCents) });
    case 'released':
      return t('payment.released');
  }
}
