import type { RouteOutput } from '../../../src/contract/routes.ts';
import { moneyText } from '../../text/format.ts';
import { useText } from '../../text/use-text.ts';
import { Link } from '../../ui/router.tsx';

export type DirectoryEntry = RouteOutput<'GET /api/facilities/:slug'>;

/** One facility of the directory: name, price, and the way to all about it. */
export function FacilityLine({ entry }: { readonly entry: DirectoryEntry }) {
  const { t, language } = useText();
  const { facility, centsPerMinute } = entry;
  return (
    <div class="card facility-line">
      <h3>
        <Link to={`/facility/${facility.slug}`}>{facility.name}</Link>
      </h3>
      <p>
        {facility.state} · {t(`facility.kind.${entry.kind}`)}
      </p>
      <p class="facility-price">
        {centsPerMinute === 0 ? t('ui.free') : t('ui.perMinute', { price: moneyText(language, centsPerMinute) })}
        <span class="soft small"> · {t('facility.noFees')}</span>
      </p>
    </div>
  );
}
