import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { Link } from '../ui/router.tsx';
import { FacilityMoment } from './facility-moment.tsx';
import { SearchField, useSearch } from './search-field.tsx';
import { OlderButton, usePages } from './use-pages.tsx';

/** Recordings, newest first, found by the name of either side. Nothing is played from here: opening one asks for a purpose. */
export function RecordingsPage() {
  const { t } = useText();
  const search = useSearch();
  const { asked } = search;
  const pages = usePages(`recordings ${asked ?? ''}`, async (before) => {
    const { recordings, more } = await api('GET /api/staff/recordings', {
      query: { ...(asked ? { search: asked } : {}), ...(before ? { before } : {}) },
    });
    return { rows: recordings, more };
  });
  return (
    <>
      <PageTitle lead={t('staff.recordings.lead')}>{t('staff.recordings.title')}</PageTitle>
      <SearchField label={t('staff.recordings.search')} search={search} />
      <Loaded request={pages.newest} lines={8}>
        {() =>
          pages.rows.length === 0 ? (
            <EmptyState icon="play" title={t('staff.recordings.none')} />
          ) : (
            <>
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
                    {pages.rows.map((recording) => (
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
              <OlderButton pages={pages} label={t('staff.recordings.more')} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
