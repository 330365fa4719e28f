import { useState } from 'preact/hooks';
import type { RouteOutput } from '../../src/contract/routes.ts';
import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { Link } from '../ui/router.tsx';
import { useAct } from '../ui/use-act.ts';
import { useRequest } from '../ui/use-request.ts';
import { FacilityMoment } from './facility-moment.tsx';
import { SearchField, useSearch } from './search-field.tsx';

/** What was fetched below the first page of a search. */
interface Older {
  readonly asked: string | null;
  readonly recordings: RouteOutput<'GET /api/staff/recordings'>['recordings'];
  readonly more: boolean;
}

/** Recordings, newest first, found by the name of either side. Nothing is played from here: opening one asks for a purpose. */
export function RecordingsPage() {
  const { t } = useText();
  const search = useSearch();
  const { asked } = search;
  const [older, setOlder] = useState<Older | null>(null);
  const more = useAct();
  const query = (before?: string) => ({ ...(asked ? { search: asked } : {}), ...(before ? { before } : {}) });
  const newest = useRequest(`recordings ${asked ?? ''}`, () => api('GET /api/staff/recordings', { query: query() }));
  return (
    <>
      <PageTitle lead={t('staff.recordings.lead')}>{t('staff.recordings.title')}</PageTitle>
      <SearchField label={t('staff.recordings.search')} search={search} />
      <Loaded request={newest} lines={8}>
        {(data) => {
          const further = older?.asked === asked ? older : null;
          const recordings = [...data.recordings, ...(further?.recordings ?? [])];
          const last = recordings[recordings.length - 1];
          if (!last) return <EmptyState icon="play" title={t('staff.recordings.none')} />;
          return (
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
                    {recordings.map((recording) => (
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
              <ProblemNotice problem={more.problem} />
              {(further ?? data).more && (
                <Button
                  busy={more.busy}
                  onPress={() =>
                    more.run(async () => {
                      const next = await api('GET /api/staff/recordings', { query: query(last.id) });
                      setOlder({ asked, recordings: [...(further?.recordings ?? []), ...next.recordings], more: next.more });
                    })
                  }
                >
                  {t('staff.recordings.more')}
                </Button>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
