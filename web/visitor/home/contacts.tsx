import type { RouteOutput } from '../../../src/contract/routes.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Link } from '../../ui/router.tsx';
import { useVisitor } from '../signed-in.ts';

type Contact = RouteOutput<'GET /api/visitor/contacts'>['contacts'][number];

/** The people one may visit, each with the way to book; somebody on nobody's list reads what to do. */
export function Contacts({ contacts }: { readonly contacts: readonly Contact[] }) {
  const { t } = useText();
  const visitor = useVisitor();
  return (
    <section>
      <h2>{t('contacts.title')}</h2>
      {contacts.length === 0 && (
        <EmptyState icon="people" title={t('contacts.noneTitle')}>
          <p>{t('contacts.none1', { name: visitor?.name ?? '', email: visitor?.email ?? '' })}</p>
          <p>{t('contacts.none2')}</p>
          <p>
            <Link to="/help">{t('contacts.help')}</Link>
          </p>
        </EmptyState>
      )}
      {contacts.map((contact) => (
        <ContactCard key={contact.resident.id} contact={contact} />
      ))}
    </section>
  );
}

function ContactCard({ contact }: { readonly contact: Contact }) {
  const { t } = useText();
  const { resident, facility, canVisit, status } = contact;
  return (
    <article class="card">
      <h3>{resident.name}</h3>
      <p class="soft small">
        <Link to={`/facility/${facility.slug}`}>{facility.name}</Link>
      </p>
      {canVisit ? (
        <ButtonLink kind="main" wide icon="calendar" to={`/book/${resident.id}`}>
          {t('contacts.book', { name: resident.name.split(' ')[0] ?? resident.name })}
        </ButtonLink>
      ) : (
        <Notice kind="warn">{t(`contacts.status.${status}`)}</Notice>
      )}
    </article>
  );
}
