import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Link } from '../../ui/router.tsx';
import { VideoSupportNotice } from '../test-device/video-support-notice.tsx';
import type { Offers } from './offers.ts';

interface LengthStepProps {
  readonly offers: Offers;
  /** The first day looked at, where the calendar was turned on. */
  readonly fromOn: string | null;
}

/** How long? Each answer with its whole price; where that depends on the day, with the lowest. */
export function LengthStep({ offers, fromOn }: LengthStepProps) {
  const { t, plural, language } = useText();
  const days = fromOn ? `&from=${fromOn}` : '';
  const priceOf = ({ quote, dependsOnDay }: Offers['lengths'][number]): string => {
    const price = moneyText(language, quote.totalCents);
    if (dependsOnDay) return t('book.priceFrom', { price });
    return quote.totalCents === 0 ? t('ui.free') : price;
  };
  return (
    <>
      <p class="step-of">{t('book.stepOf', { step: 1, steps: 3 })}</p>
      <PageTitle lead={t('book.with', { name: offers.resident.name, facility: offers.facility.name })}>{t('book.lengthTitle')}</PageTitle>
      <VideoSupportNotice />
      <ul class="plain-list">
        {offers.lengths.map((length) => (
          <li key={length.minutes}>
            <Link class="card choice" to={`?step=time&minutes=${length.minutes}${days}`}>
              <span class="choice-name">{plural('ui.minutes', length.minutes)}</span>
              <span class="choice-price">{priceOf(length)}</span>
              <Icon name="forward" />
            </Link>
          </li>
        ))}
      </ul>
      {offers.lengths.some(({ dependsOnDay }) => dependsOnDay) && <p>{t('book.priceByDay')}</p>}
      <p class="soft small">{offers.paymentNeeded ? t('book.priceNote') : t('book.freeNote')}</p>
    </>
  );
}
