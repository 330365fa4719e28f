import { useState } from 'preact/hooks';
import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { useRequest } from '../../ui/use-request.ts';
import { useVisitor } from '../signed-in.ts';
import { FacilityLine } from './facility-line.tsx';
import './directory.css';

/** The front door: what this is, whether my facility takes part, what it costs, how to begin. */
export function LandingPage() {
  const { t } = useText();
  const visitor = useVisitor();
  const [wanted, setWanted] = useState('');
  const request = useRequest('facilities', () => api('GET /api/facilities'));
  return (
    <>
      <PageTitle lead={t('landing.lead')}>{t('landing.title')}</PageTitle>
      <div class="buttons">
        {visitor ? (
          <ButtonLink kind="main" to="/home">
            {t('landing.toHome')}
          </ButtonLink>
        ) : (
          <>
            <ButtonLink kind="main" to="/sign-up">
              {t('landing.signUp')}
            </ButtonLink>
            <ButtonLink to="/sign-in">{t('landing.signIn')}</ButtonLink>
          </>
        )}
        <ButtonLink icon="phone" to="/test-device">
          {t('landing.test')}
        </ButtonLink>
      </div>
      <h2>{t('landing.facilities')}</h2>
      <div class="field">
        <label for="facility-search">{t('landing.search')}</label>
        <input
          id="facility-search"
          type="search"
          autocomplete="off"
          maxLength={80}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <Loaded request={request}>
        {({ facilities }) => {
          const found = facilities.filter(({ facility }) => plain(`${facility.name} ${facility.state}`).includes(plain(wanted)));
          if (found.length === 0)
            return (
              <EmptyState icon="search" title={t('landing.noneTitle')}>
                <p>{t('landing.none')}</p>
              </EmptyState>
            );
          return (
            <ul class="plain-list">
              {found.map((entry) => (
                <li key={entry.facility.id}>
                  <FacilityLine entry={entry} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
      <h2>{t('landing.howTitle')}</h2>
      <ol class="how-list">
        <li>{t('landing.how1')}</li>
        <li>{t('landing.how2')}</li>
        <li>{t('landing.how3')}</li>
        <li>{t('landing.how4')}</li>
      </ol>
      <p class="soft small">{t('landing.need')}</p>
    </>
  );
}

/** Letters without accents and capitals, so that a search forgives. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
}
