import { useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useRequest } from '../ui/use-request.ts';
import { SearchField, useSearch } from './search-field.tsx';
import { holds, useMe } from './signed-in.ts';

type ResidentRow = RouteOutput<'GET /api/staff/residents'>['residents'][number];

/** Residents of the facility, searched by name or number, with PIN locks to lift and new PINs to give. */
export function ResidentsPage() {
  const { t } = useText();
  const search = useSearch();
  const { asked } = search;
  const residents = useRequest(`residents ${asked ?? ''}`, () =>
    api('GET /api/staff/residents', { query: asked ? { search: asked } : {} }),
  );
  return (
    <>
      <PageTitle>{t('staff.residents.title')}</PageTitle>
      <SearchField label={t('staff.residents.search')} search={search} />
      <Loaded request={residents} lines={10}>
        {(data) =>
          data.residents.length === 0 ? (
            <EmptyState icon="search" title={t('staff.residents.none')} />
          ) : (
            <div class="table-scroll">
              <table class="staff-table">
                <thead>
                  <tr>
                    <th scope="col">{t('staff.residents.name')}</th>
                    <th scope="col">{t('staff.residents.number')}</th>
                    <th scope="col">{t('staff.residents.unit')}</th>
                    <th scope="col">{t('staff.residents.status')}</th>
                    <th scope="col">{t('staff.residents.list')}</th>
                    <th scope="col">{t('staff.residents.pin')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.residents.map((resident) => (
                    <ResidentLine key={resident.id} resident={resident} onChanged={residents.refetch} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Loaded>
    </>
  );
}

function ResidentLine({ resident, onChanged }: { readonly resident: ResidentRow; readonly onChanged: () => void }) {
  const { t, has } = useText();
  const me = useMe();
  const act = useAct();
  const [pin, setPin] = useState<string | null>(null);
  const params = { residentId: resident.id };
  const statusKey = `staff.custody.${resident.custodyStatus}`;
  return (
    <tr>
      <th scope="row">
        {resident.name}
        {resident.alert && <span class="unit-alert">{resident.alert}</span>}
      </th>
      <td>{resident.bookingNumber}</td>
      <td>{resident.housingUnit ?? t('staff.unit.unknown')}</td>
      <td>{has(statusKey) ? t(statusKey) : resident.custodyStatus}</td>
      <td>{resident.visitorListCount}</td>
      <td>
        <ProblemNotice problem={act.problem} />
        {resident.lockedAt.length > 0 && (
          <p>
            {t('staff.residents.lockedAt', { stations: resident.lockedAt.map((lock) => lock.stationName).join(', ') })}{' '}
            {holds(me, 'unit-officer', 'scheduler', 'facility-admin') && (
              <Button
                busy={act.busy}
                onPress={() =>
                  act.run(async () => {
                    await api('POST /api/staff/residents/:residentId/unlock', { params });
                    onChanged();
                  })
                }
              >
                {t('staff.residents.unlock')}
              </Button>
            )}
          </p>
        )}
        {pin && (
          <Notice kind="good" announce title={t('staff.residents.newPin', { pin })}>
            <p>{t('staff.residents.pinOnce')}</p>
          </Notice>
        )}
        {holds(me, 'facility-admin') && !pin && (
          <Confirm
            kind="quiet"
            label={t('staff.residents.givePin')}
            question={t('staff.residents.pinQuestion', { name: resident.name })}
            yes={t('staff.residents.pinYes')}
            no={t('ui.back')}
            busy={act.busy}
            onYes={() =>
              act.run(async () => {
                setPin((await api('POST /api/staff/residents/:residentId/pin', { params })).pin);
              })
            }
          />
        )}
      </td>
    </tr>
  );
}
