import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { useQuery } from '../ui/router.tsx';
import { FacilityMoment } from './facility-moment.tsx';
import { OlderButton, usePages } from './use-pages.tsx';

/** Actors without a name: the platform, and whoever had not signed in. */
const nameless: readonly string[] = ['system', 'anyone'];

/** The audit trail, newest first; `?subject=` narrows it to one visit, resident or recording. */
export function AuditPage() {
  const { t, has } = useText();
  const [subjectId, setSubject] = useQuery('subject');
  const pages = usePages(`audit ${subjectId ?? ''}`, (before) =>
    api('GET /api/staff/audit', { query: { ...(subjectId ? { subjectId } : {}), ...(before ? { before } : {}) } }),
  );
  const word = (prefix: string, code: string): string => {
    const key = `${prefix}.${code}`;
    return has(key) ? t(key) : code;
  };
  const actText = (act: string): string => {
    const step = `staff.event.${act.replace('visit.', '')}`;
    return act.startsWith('visit.') && has(step) ? t('staff.act.step', { step: t(step) }) : word('staff.act', act);
  };
  return (
    <>
      <PageTitle lead={t('staff.audit.lead')}>{t('staff.audit.title')}</PageTitle>
      {subjectId && (
        <Button icon="cross" onPress={() => setSubject(null)}>
          {t('staff.audit.all')}
        </Button>
      )}
      <Loaded request={pages.newest} lines={12}>
        {() =>
          pages.rows.length === 0 ? (
            <EmptyState icon="lock" title={t('staff.audit.none')} />
          ) : (
            <>
              <div class="table-scroll">
                <table class="staff-table">
                  <thead>
                    <tr>
                      <th scope="col">{t('staff.audit.when')}</th>
                      <th scope="col">{t('staff.audit.act')}</th>
                      <th scope="col">{t('staff.audit.who')}</th>
                      <th scope="col">{t('staff.audit.channel')}</th>
                      <th scope="col">{t('staff.audit.subject')}</th>
                      <th scope="col">{t('staff.audit.reason')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {pages.rows.map((row) => (
                      <tr key={row.id}>
                        <td>
                          <FacilityMoment at={row.at} />
                        </td>
                        <th scope="row" title={row.act}>
                          {actText(row.act)}
                        </th>
                        <td>
                          {nameless.includes(row.actor) ? word('staff.role', row.role) : `${row.actor} (${word('staff.role', row.role)})`}
                        </td>
                        <td>{word('staff.channel', row.channel)}</td>
                        <td>
                          {row.subjectId && (
                            <button type="button" class="button button-plain" onClick={() => setSubject(row.subjectId)}>
                              <code>{row.subjectId}</code>
                            </button>
                          )}
                        </td>
                        <td>{row.reason && word('staff.reason', row.reason)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <OlderButton pages={pages} label={t('staff.audit.more')} />
            </>
          )
        }
      </Loaded>
    </>
  );
}
