import type { RouteOutput } from '../../src/contract/routes.ts';
import { clockText, momentText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { useMe } from './signed-in.ts';

export type VisitRow = RouteOutput<'GET /api/staff/queue'>['visits'][number];

/** Time of a visit in facility time: `Sat, Dec 5, 10:00 AM – 10:20 AM`. */
export function VisitTime({ times }: { readonly times: VisitRow['times'] }) {
  const { language } = useText();
  const { timeZone } = useMe().facility;
  return (
    <time dateTime={times.startsAt}>
      {momentText(language, times.startsAt, timeZone)} – {clockText(language, times.endsAt, timeZone)}
    </time>
  );
}

/** The word for where a visit stands; an offer is told by what it changes. */
export function statusKey({ status, offered, times, lengthMinutes }: VisitRow) {
  const isLengthAlone = offered?.startsAt === times.startsAt && offered.lengthMinutes !== lengthMinutes;
  return isLengthAlone ? 'staff.status.revisedLength' : (`staff.status.${status}` as const);
}

/** One visit in two dense lines: who with whom, and when, where, in which state. */
export function VisitLine({ row }: { readonly row: VisitRow }) {
  const { t } = useText();
  return (
    <>
      <span class="visit-line-who">
        <strong>{row.resident.name}</strong> <span class="soft">{row.resident.bookingNumber}</span> ⟷ {row.visitor.name}
        {row.visitor.relationship && <span class="soft"> ({row.visitor.relationship})</span>}
      </span>
      <span class="visit-line-when">
        <VisitTime times={row.times} /> · {row.resident.housingUnit ?? t('staff.unit.unknown')} · {row.station.name}
        {row.findings.length > 0 && <span class="tag tag-warn">{t('staff.row.findings', { count: row.findings.length })}</span>}
        {row.paymentProblem && <span class="tag tag-warn">{t('staff.row.payment')}</span>}
        <span class={`tag tag-${row.status}`}>{t(statusKey(row))}</span>
      </span>
    </>
  );
}
