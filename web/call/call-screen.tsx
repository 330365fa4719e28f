import type { Room } from 'livekit-client';
import { useEffect, useState } from 'preact/hooks';
import type { ProblemCode } from '../api/problem.ts';
import { serverNow } from '../api/server-clock.ts';
import { lengthText } from '../text/format.ts';
import { type Text, useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageTitle } from '../ui/page-title.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { useAct } from '../ui/use-act.ts';
import { useNow } from '../ui/use-now.ts';
import type { CallApi, CallView } from './call-api.ts';
import { type CallPicture, picture } from './call-state.ts';
import { keepAwake } from './keep-awake.ts';
import { MediaView } from './media-view.tsx';
import type { WatchedCall } from './use-call-view.ts';
import { useConnection } from './use-connection.ts';

interface CallScreenProps {
  readonly api: CallApi;
  readonly watched: WatchedCall & { readonly view: CallView };
  readonly stream: MediaStream;
  /** A connection made ahead in the waiting room. */
  readonly ready: Promise<Room | null> | null;
  readonly variant: 'visitor' | 'station';
  /** Left (null), or joining was refused: the waiting room tells why and what to do. */
  readonly onOut: (refused: ProblemCode | null) => void;
}

/** The face, large; the time left; whether one is heard; and the only intentional end. */
export function CallScreen({ api, watched, stream, ready, variant, onOut }: CallScreenProps) {
  const text = useText();
  const { t } = text;
  const { view } = watched;
  const now = useNow();
  const [blocked, setBlocked] = useState(false);
  const link = useConnection(api, stream, ready, watched.set, onOut);
  const leave = useAct();
  useEffect(keepAwake, []);

  const isJoined = link.phase === 'joined';
  const [linkSince, setLinkSince] = useState(now);
  useEffect(() => setLinkSince(serverNow()), [isJoined]);

  const shown = picture(view, link.phase, now, linkSince);
  const says = sentence(text, shown, view.other.name, variant);
  const warning = shown.kind === 'live' ? shown.warning : null;
  return (
    <section class="call-screen">
      <div class="visually-hidden">
        <PageTitle>{t('call.with', { name: view.other.name })}</PageTitle>
      </div>
      <div class={link.otherOff.camera ? 'call-stage call-no-picture' : 'call-stage'}>
        <MediaView stream={link.remote} label={t('call.with', { name: view.other.name })} onBlocked={() => setBlocked(true)} />
        <div class="call-self">
          <MediaView stream={stream} muted mirrored label={t('call.preview')} />
          {!link.sending.camera && <p>{t('call.cameraIsOff')}</p>}
        </div>
        <div class="call-off" role="status">
          {link.otherOff.camera && <p>{t('call.other.cameraOff', { name: view.other.name })}</p>}
          {link.otherOff.microphone && <p>{t('call.other.microphoneOff', { name: view.other.name })}</p>}
        </div>
        {says && (
          <div class="call-overlay" role="status">
            <p>{says}</p>
            {shown.kind === 'taken-over' && <Button onPress={link.takeBack}>{t('call.takeBack')}</Button>}
          </div>
        )}
        {blocked && (
          <div class="call-overlay">
            <Button kind="main" icon="speaker" onPress={() => setBlocked(!resumeSound())}>
              {t('call.soundOn')}
            </Button>
          </div>
        )}
      </div>
      {warning !== null && (
        <Notice kind="warn" announce>
          <p>
            {t(warning > 60 ? 'call.warningMinutes' : 'call.warningSeconds', { count: warning > 60 ? Math.round(warning / 60) : warning })}
          </p>
        </Notice>
      )}
      <div class="call-bar">
        <p class="call-time">
          <span>{t('call.timeLeft')}</span>
          <strong role="timer">{'secondsLeft' in shown ? lengthText(shown.secondsLeft) : '–'}</strong>
        </p>
        <Toggle link={link} kind="microphone" available={stream.getAudioTracks().length > 0} />
        <Toggle link={link} kind="camera" available={stream.getVideoTracks().length > 0} />
        <Confirm
          label={t('call.leave')}
          question={t(
            view.liveAt === null ? 'call.leaveWaiting' : variant === 'visitor' ? 'call.leaveQuestion' : 'call.leaveQuestionStation',
          )}
          yes={t(view.liveAt === null ? 'call.leave' : 'call.leaveYes')}
          no={t('call.leaveNo')}
          icon="leave"
          busy={leave.busy}
          onYes={() =>
            leave.run(async () => {
              watched.set(await api.signal({ kind: 'leave' }));
              onOut(null);
            })
          }
        />
      </div>
      <p class="call-recorded">{view.recorded && t('call.recorded')}</p>
      <ProblemNotice problem={leave.problem} />
    </section>
  );
}

interface ToggleProps {
  readonly link: ReturnType<typeof useConnection>;
  readonly kind: 'camera' | 'microphone';
  readonly available: boolean;
}

function Toggle({ link, kind, available }: ToggleProps) {
  const { t } = useText();
  const on = link.sending[kind] && available;
  return (
    <Button icon={on ? kind : `${kind}-off`} disabled={!available} onPress={() => link.toggle(kind)}>
      {t(available ? `call.${kind}.${on ? 'turnOff' : 'turnOn'}` : `call.${kind}.none`)}
    </Button>
  );
}

/** What lies over the picture; null while the call is whole. */
function sentence({ t }: Pick<Text, 't'>, shown: CallPicture, name: string, variant: CallScreenProps['variant']): string | null {
  switch (shown.kind) {
    case 'connecting':
      return t(shown.long ? `call.connectingLong.${variant}` : 'call.connecting');
    case 'waiting-for-other':
      return t('call.waitingFor', { name });
    case 'starting':
      return shown.startsIn > 0 ? t('call.startsIn', { time: lengthText(shown.startsIn) }) : t('call.starting');
    case 'interrupted':
      return t(`call.lost.${shown.who}`, { name });
    case 'taken-over':
      return t('call.takenOver');
    case 'live':
    case 'ended':
      return null;
  }
}

/** After a press browsers let sound play. */
function resumeSound(): boolean {
  for (const video of document.querySelectorAll('video')) void video.play();
  return true;
}
