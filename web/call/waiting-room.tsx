import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, type ProblemCode } from '../api/problem.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { StepLine } from '../ui/step-line.tsx';
import type { CallApi, CallView } from './call-api.ts';
import { ConsentStep } from './consent-step.tsx';
import { DevicesStep } from './devices-step.tsx';
import { JoinStep } from './join-step.tsx';
import { loadMediaClient } from './media-room.ts';
import { openDevices } from './open-devices.ts';

interface WaitingRoomProps {
  readonly api: CallApi;
  readonly view: CallView;
  readonly variant: 'visitor' | 'station';
  readonly timeZone: string;
  readonly stream: MediaStream | null;
  readonly onStream: (stream: MediaStream | null) => void;
  readonly onConsented: () => void;
  readonly onReady: () => void;
  /** Why the last attempt to join was refused; null when none was, or the person left. */
  readonly refused: ProblemCode | null;
  readonly onBack: () => void;
}

const steps = ['devices', 'consent', 'join'] as const;

/** Three steps: the devices, the rules and the consent, and the wait with who is there and when it opens (V1). */
export function WaitingRoom(props: WaitingRoomProps) {
  const { t } = useText();
  const { api, view, stream, variant, onStream, onReady } = props;
  const [devicesDone, setDevicesDone] = useState(Boolean(stream));
  useEffect(() => {
    // The media client is fetched while the person reads.
    loadMediaClient().catch(() => undefined);
  }, []);
  const running = view.visitStatus === 'in-call' && view.me.consented && props.refused === null;
  useEffect(() => {
    if (!running) return;
    void openDevices().then((opened) => {
      onStream(opened.stream);
      if (opened.stream) onReady();
    });
  }, [running]);

  const current = !devicesDone ? 'devices' : !view.me.consented ? 'consent' : 'join';
  const at = steps.indexOf(current);
  return (
    <section class="call-waiting">
      <PageTitle lead={t('call.lead', { name: view.other.name })}>{t('call.title')}</PageTitle>
      <StepLine
        label={t('call.steps')}
        steps={steps.map((key, index) => ({
          key,
          title: t(`call.step.${key}`),
          state: index < at ? 'done' : index === at ? 'now' : 'next',
        }))}
      />
      <ProblemNotice problem={props.refused ? new ApiProblem(props.refused, 409) : null} />
      {current === 'devices' && <DevicesStep stream={stream} onStream={onStream} onDone={() => setDevicesDone(true)} />}
      {current === 'consent' && <ConsentStep api={api} onDone={props.onConsented} />}
      {current === 'join' && <JoinStep view={view} timeZone={props.timeZone} onJoin={onReady} />}
      <div class="call-back">
        {current === 'join' && (
          <Button icon="camera" onPress={() => setDevicesDone(false)}>
            {t('call.checkAgain')}
          </Button>
        )}
        <Button kind="plain" icon="back" onPress={props.onBack}>
          {t(variant === 'visitor' ? 'call.back' : 'call.backToVisits')}
        </Button>
      </div>
    </section>
  );
}
