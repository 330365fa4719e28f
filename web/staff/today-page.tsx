import { api } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { dateText, daysAfter } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Link, useQuery } from '../ui/router.tsx';
import { useRequest } from '../ui/use-request.ts';
import { facilityToday } from './facility-today.ts';
import { MovementButtons } from './movement-buttons.tsx';
import { useMe } from './signed-in.ts';
import { VisitLine } from './visit-line.tsx';
import './today.css';

/** The day by housing unit, next and late first; one tap a resident for whoever fetches them. */
export function TodayPage() {
  const { t, language } = useText();
  const { timeZone } = useMe().facility;
  const today = facilityToday(timeZone);
  const [asked, setOn] = useQuery('on');
  const on = asked ?? today;
  const day = useRequest(on, () => api('GET /api/staff/today', { query: { on } }));
  useLive('visit-changed', null, day.refetch);
  useLive('call-changed', null, day.refetch);
  return (
    <>
      <PageTitle>{t('staff.today.title', { day: dateText(language, on, 'long') })}</PageTitle>
      <div class="buttons">
        <Button icon="back" onPress={() => setOn(daysAfter(on, -1))}>
          {t('staff.today.before')}
        </Button>
        <Button pressed={on === today} onPress={() => setOn(null)}>
          {t('staff.today.today')}
        </Button>
        <Button icon="forward" onPress={() => setOn(daysAfter(on, 1))}>
          {t('staff.today.after')}
        </Button>
      </div>
      <Loaded request={day} lines={10}>
        {({ units }) =>
          units.every((unit) => unit.visits.length === 0) ? (
            <EmptyState icon="calendar" title={t('staff.today.empty')} />
          ) : (
            units
              .filter((unit) => unit.visits.length > 0)
              .map((unit) => (
                <section key={unit.name ?? ''} class="unit">
                  <h2>{unit.name ?? t('staff.unit.unknown')}</h2>
                  <ul class="unit-visits">
                    {unit.visits.map((row) => (
                      <li key={row.id} class="unit-visit">
                        <Link to={`/staff/visit/${row.id}`} class="unit-link">
                          <VisitLine row={row} />
                        </Link>
                        {row.resident.alert && <p class="unit-alert">{row.resident.alert}</p>}
                        <MovementButtons row={row} onMarked={day.refetch} />
                      </li>
                    ))}
                  </ul>
                </section>
              ))
          )
        }
      </Loaded>
    </>
  );
}
