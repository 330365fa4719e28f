import { api } from '../../api/client.ts';
import { useLive } from '../../api/live.ts';
import { useText } from '../../text/use-text.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { useRequest } from '../../ui/use-request.ts';
import { useVisitor } from '../signed-in.ts';
import { VisitCard } from '../visit/visit-card.tsx';
import { byUrgency } from '../visit/visitor-visit.ts';
import { Contacts } from './contacts.tsx';
import { FirstSteps } from './first-steps.tsx';

/** My next visit and what I must do now; then whom I can visit. */
export function HomePage() {
  const { t } = useText();
  const visitor = useVisitor();
  const request = useRequest('home', async () => {
    const [{ visits }, { contacts }] = await Promise.all([
      api('GET /api/visitor/visits', { query: { which: 'upcoming' } }),
      api('GET /api/visitor/contacts'),
    ]);
    const past = visits.length === 0 ? (await api('GET /api/visitor/visits', { query: { which: 'past' } })).visits : [];
    return { visits: [...visits].sort(byUrgency), contacts, isNew: visits.length === 0 && past.length === 0 };
  });
  useLive('visit-changed', null, request.refetch);
  return (
    <>
      <PageTitle>{t('home.title', { name: visitor?.name.split(' ')[0] ?? '' })}</PageTitle>
      <Loaded request={request}>
        {({ visits: [next, ...others], contacts, isNew }) => (
          <>
            {next && (
              <section>
                <h2>{t('home.next')}</h2>
                <VisitCard visit={next} strong />
              </section>
            )}
            {others.length > 0 && (
              <section>
                <h2>{t('home.others')}</h2>
                {others.map((visit) => (
                  <VisitCard key={visit.id} visit={visit} />
                ))}
              </section>
            )}
            {isNew && <FirstSteps isOnList={contacts.some((contact) => contact.canVisit)} />}
            <Contacts contacts={contacts} />
          </>
        )}
      </Loaded>
    </>
  );
}
