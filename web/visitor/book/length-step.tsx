import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Link } from '../../ui/router.tsx';
import { VideoSupportNotice } from '../test-device/video-support-notice.tsx';
import type { Offers } from './offers.ts';

/** How long? Each answer with its whole price. */
export function LengthStep({ offers }: { readonly offers: Offers }) {
  const { t, plural, language } = useText();
  return (
    <>
      <p class="step-of">{t('book.stepOf', { step: 1, steps: 3 })}</p>
      <PageTitle lead={t('book.with', { name: offers.resident.name, facility: offers.facility.name })}>{t('book.lengthTitle')}</PageTitle>
      <VideoSupportNotice />
      <ul class="plain-list">
        {offers.lengths.map(({ minutes, quote }) => (
          <li key={minutes}>
            <Link class="card choice" to={`?step=time&minutes=${minutes}`}>
              <span class="choice-name">{plural('ui.minutes', minutes)}</span>
              <span class="choice-price">{quote.totalCents === 0 ? t('ui.free') : moneyText(language, quote.totalCents)}</span>
              <Icon name="forward" />
            </Link>
          </li>
        ))}
      </ul>
      <p class="soft small">{offers.paymentNeeded ? t('book.priceNote') : t('book.freeNote')}</p>
    </>
  );
}
