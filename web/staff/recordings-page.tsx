import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Link } from '../ui/router.tsx';
import { useRequest } from '../ui/use-request.ts';
import { FacilityMoment } from './facility-moment.tsx';
import { SearchField, useSearch } from './search-field.tsx';

/** Recordings, newest first, found by the name of either side. Nothing is played from here: opening one asks for a purpose. */
export function RecordingsPage() {
  const { t } = useText();
  const search = useSearch();
  const { asked } = search;
  const recordings = useRequest(`recordings ${asked ?? ''}`, () =>
    api('GET /api/staff/recordings', { query: asked ? { search: asked } : {} }),
  );
  return (
    <>
      <PageTitle lead={t('staff.recordings.lead')}>{t('staff.recordings.title')}</PageTitle>
      <SearchField label={t('staff.recordings.search')} search={search} />
      <Loaded request={recordings} lines={8}>
        {(data) =>
          data.recordings.length === 0 ? (
            <EmptyState icon="play" title={t('staff.recordings.none')} />
          ) : (
            <div class="table-scroll">
              <table class="staff-table">
                <thead>
                  <tr>
                    <th scope="col">{t('staff.recordings.when')}</th>
                    <th scope="col">{t('staff.recordings.resident')}</th>
                    <th scope="col">{t('staff.recordings.visitor')}</th>
                    <th scope="col">{t('staff.recordings.state')}</th>
                    <th scope="col">{t('staff.recordings.looks')}</th>
                  </tr>
                </thead>
                <tbody>
                  {data.recordings.map((recording) => (
                    <tr key={recording.id}>
                      <th scope="row">
                        <Link to={`/staff/recordings/${recording.id}`}>
                          <FacilityMoment at={recording.startedAt} />
                        </Link>
                      </th>
                      <td>{recording.resident}</td>
                      <td>{recording.visitor}</td>
                      <td>{t(`staff.recordings.state.${recording.state}`)}</td>
                      <td>{recording.looks}</td>
                    </tr>
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
