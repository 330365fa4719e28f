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
import { FacilityMoment } from './facility-moment.tsx';
import { holds, useMe } from './signed-in.ts';

type StationRow = RouteOutput<'GET /api/staff/stations'>['stations'][number];
type Code = RouteOutput<'POST /api/staff/stations/:stationId/enrollment-code'>;

/** Stations: which units they serve, when they are blocked, whether their view is approved and their device enrolled. */
export function StationsPage() {
  const { t } = useText();
  const stations = useRequest('stations', () => api('GET /api/staff/stations'));
  return (
    <>
      <PageTitle lead={t('staff.stations.lead')}>{t('staff.stations.title')}</PageTitle>
      <Loaded request={stations} lines={8}>
        {(data) =>
          data.stations.length === 0 ? (
            <EmptyState icon="place" title={t('staff.stations.none')} />
          ) : (
            <ul class="cards">
              {data.stations.map((station) => (
                <li key={station.id}>
                  <StationCard station={station} onChanged={stations.refetch} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  );
}

function StationCard({ station, onChanged }: { readonly station: StationRow; readonly onChanged: () => void }) {
  const { t } = useText();
  const me = useMe();
  return (
    <section class="card">
      <h2>{station.name}</h2>
      <dl class="facts">
        <dt>{t('staff.stations.units')}</dt>
        <dd>{station.units.join(', ') || t('staff.stations.noUnits')}</dd>
        <dt>{t('staff.stations.state')}</dt>
        <dd>{t(station.enabled ? 'staff.stations.on' : 'staff.stations.off')}</dd>
        <dt>{t('staff.stations.view')}</dt>
        <dd>{station.viewApprovedAt ? <FacilityMoment at={station.viewApprovedAt} /> : t('staff.stations.viewMissing')}</dd>
        <dt>{t('staff.stations.turnRound')}</dt>
        <dd>{t('staff.stations.minutes', { count: station.turnRoundMinutes })}</dd>
        <dt>{t('staff.stations.blocks')}</dt>
        <dd>
          {station.blocks.length === 0
            ? t('staff.stations.noBlocks')
            : station.blocks.map((block) => `${block.startTime.slice(0, 5)}–${block.endTime.slice(0, 5)} ${block.reason}`).join(', ')}
        </dd>
        <dt>{t('staff.stations.device')}</dt>
        <dd>{station.enrolledAt ? <FacilityMoment at={station.enrolledAt} /> : t('staff.stations.notEnrolled')}</dd>
        <dt>{t('staff.stations.seen')}</dt>
        <dd>{station.lastSeenAt ? <FacilityMoment at={station.lastSeenAt} /> : '–'}</dd>
      </dl>
      {holds(me, 'facility-admin') && <StationActs station={station} onChanged={onChanged} />}
    </section>
  );
}

function StationActs({ station, onChanged }: { readonly station: StationRow; readonly onChanged: () => void }) {
  const { t } = useText();
  const act = useAct();
  const [code, setCode] = useState<Code | null>(null);
  const params = { stationId: station.id };
  const patch = (body: { enabled?: boolean; viewApproved?: boolean }): void =>
    act.run(async () => {
      await api('PATCH /api/staff/stations/:stationId', { params, body });
      onChanged();
    });
  const makeCode = (): void =>
    act.run(async () => {
      setCode(await api('POST /api/staff/stations/:stationId/enrollment-code', { params }));
    });
  return (
    <>
      <ProblemNotice problem={act.problem} />
      {code && (
        <Notice kind="good" announce title={t('staff.stations.code', { code: code.code })}>
          <p>
            {t('staff.stations.codeHow')} <FacilityMoment at={code.expiresAt} />
          </p>
        </Notice>
      )}
      <div class="buttons">
        {station.enrolledAt ? (
          <Confirm
            kind="quiet"
            label={t('staff.stations.makeCode')}
            question={t('staff.stations.codeQuestion')}
            yes={t('staff.stations.codeYes')}
            no={t('ui.back')}
            busy={act.busy}
            onYes={makeCode}
          />
        ) : (
          <Button busy={act.busy} onPress={makeCode}>
            {t('staff.stations.makeCode')}
          </Button>
        )}
        {!station.viewApprovedAt && (
          <Confirm
            kind="quiet"
            label={t('staff.stations.approve')}
            question={t('staff.stations.approveQuestion')}
            yes={t('staff.stations.approveYes')}
            no={t('ui.back')}
            busy={act.busy}
            onYes={() => patch({ viewApproved: true })}
          />
        )}
        <Button busy={act.busy} onPress={() => patch({ enabled: !station.enabled })}>
          {t(station.enabled ? 'staff.stations.switchOff' : 'staff.stations.switchOn')}
        </Button>
      </div>
    </>
  );
}
