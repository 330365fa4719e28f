import { api } from '../../api/client.ts';
import { useText } from '../../text/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Countdown } from '../../ui/countdown.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProblemNotice } from '../../ui/problem-notice.tsx';
import { useAct } from '../../ui/use-act.ts';
import type { Visit } from '../visit/visitor-visit.ts';

interface HoldLineProps {
  readonly visit: Visit;
  readonly onLengthened: (visit: Visit) => void;
  readonly onEnd: () => void;
}

/** How long the time is kept, and one tap that makes it longer. */
export function HoldLine({ visit, onLengthened, onEnd }: HoldLineProps) {
  const { t } = useText();
  const act = useAct();
  const lengthen = (): void =>
    act.run(async () => {
      onLengthened(await api('POST /api/visitor/holds/:visitId/lengthen', { params: { visitId: visit.id } }));
    });
  if (!visit.lapsesAt) return null;
  return (
    <>
      <Notice>
        <div class="hold-line">
          <p>
            {t('book.kept')}{' '}
            <span class="hold-left">
              <Countdown until={visit.lapsesAt} onEnd={onEnd} />
            </span>
          </p>
          {visit.holdLengthened ? (
            <p class="small">{t('book.lengthened')}</p>
          ) : (
            <Button busy={act.busy} onPress={lengthen}>
              {t('book.lengthen')}
            </Button>
          )}
        </div>
      </Notice>
      <ProblemNotice problem={act.problem} />
    </>
  );
}
