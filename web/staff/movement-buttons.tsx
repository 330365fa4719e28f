import { api } from '../api/client.ts';
import { useText } from '../text/use-text.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import type { VisitRow } from './visit-line.tsx';

const states = ['fetched', 'at-station', 'refused', 'not-brought'] as const;
const markable: readonly VisitRow['status'][] = ['confirmed', 'joinable', 'in-call'];

/** Fetched, at station, refused, not brought: one tap, and a second one mends a wrong one; while the visit can still take place. */
export function MovementButtons({ row, onMarked }: { readonly row: VisitRow; readonly onMarked: () => void }) {
  const { t } = useText();
  const act = useAct();
  // Afterwards the last mark is what there is to know.
  if (!markable.includes(row.status)) return row.movement ? <p class="soft">{t(`staff.movement.${row.movement.state}`)}</p> : null;
  return (
    <div class="movement" role="group" aria-label={t('staff.movement.label', { name: row.resident.name })}>
      {states.map((state) => (
        <button
          key={state}
          type="button"
          class="movement-button"
          aria-pressed={row.movement?.state === state ? 'true' : 'false'}
          onClick={() =>
            act.run(async () => {
              await api('POST /api/staff/visits/:visitId/movement', { params: { visitId: row.id }, body: { state } });
              onMarked();
            })
          }
        >
          {t(`staff.movement.${state}`)}
        </button>
      ))}
      <ProblemNotice problem={act.problem} />
    </div>
  );
}
