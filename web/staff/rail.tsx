import { api } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import type { TextKey } from '../text/catalogues.ts';
import { useText } from '../text/use-text.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { NameMark } from '../ui/name-mark.tsx';
import { Link, usePlace } from '../ui/router.tsx';
import { useRequest } from '../ui/use-request.ts';
import { holds, type Role, useMe } from './signed-in.ts';

interface Entry {
  readonly to: string;
  readonly key: TextKey;
  readonly icon: IconName;
  readonly roles: readonly Role[];
  readonly count?: 'queue' | 'today' | 'live';
}

const all: readonly Role[] = ['scheduler', 'unit-officer', 'investigator', 'facility-admin'];
const entries: readonly Entry[] = [
  { to: '/staff/today', key: 'staff.rail.today', icon: 'clock', roles: ['scheduler', 'unit-officer', 'facility-admin'], count: 'today' },
  { to: '/staff/queue', key: 'staff.rail.queue', icon: 'mail', roles: ['scheduler', 'facility-admin'], count: 'queue' },
  { to: '/staff/recordings', key: 'staff.rail.recordings', icon: 'play', roles: ['investigator'] },
  { to: '/staff/residents', key: 'staff.rail.residents', icon: 'people', roles: all },
  { to: '/staff/stations', key: 'staff.rail.stations', icon: 'place', roles: all },
  { to: '/staff/rates', key: 'staff.rail.rates', icon: 'receipt', roles: all },
  { to: '/staff/audit', key: 'staff.rail.audit', icon: 'lock', roles: ['facility-admin', 'investigator'] },
];

/** The left rail: where one can go, and how much waits there, live. */
export function Rail({ onSignOut }: { readonly onSignOut: () => void }) {
  const { t } = useText();
  const me = useMe();
  const { path } = usePlace();
  const counts = useRequest('counts', () => api('GET /api/staff/counts'));
  useLive('visit-changed', null, counts.refetch);
  useLive('call-changed', null, counts.refetch);
  return (
    <nav class="rail" aria-label={t('staff.rail.label')}>
      <NameMark />
      <p class="rail-facility">{me.facility.name}</p>
      <ul>
        {entries
          .filter((entry) => holds(me, ...entry.roles))
          .map((entry) => (
            <li key={entry.to}>
              <Link to={entry.to} class="rail-link" current={path === entry.to || path.startsWith(`${entry.to}/`)}>
                <Icon name={entry.icon} size={20} />
                <span>{t(entry.key)}</span>
                {entry.count && counts.data && <span class="rail-count">{counts.data[entry.count]}</span>}
              </Link>
            </li>
          ))}
      </ul>
      <div class="rail-foot">
        <p>{me.name}</p>
        <LanguageSwitch />
        <button type="button" class="button button-plain" onClick={onSignOut}>
          {t('staff.signOut')}
        </button>
      </div>
    </nav>
  );
}
