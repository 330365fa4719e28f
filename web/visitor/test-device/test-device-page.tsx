import { useEffect, useState } from 'preact/hooks';
import { DevicesStep } from '../../call/devices-step.tsx';
import { closeDevices } from '../../call/open-devices.ts';
import { videoSupport } from '../../call/video-support.ts';
import { startText, useText } from '../../text/use-text.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageTitle } from '../../ui/page-title.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useVisitor } from '../signed-in.ts';
import { rememberDeviceTested } from './device-tested.ts';
import { VideoSupportNotice } from './video-support-notice.tsx';
import '../../call/call.css';

/** Camera, microphone, speaker and network, tried by anybody, before an account or a price. */
export function TestDevicePage() {
  const { t, has } = useText();
  const visitor = useVisitor();
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    void startText(['call']);
  }, []);
  useEffect(() => () => closeDevices(stream), [stream]);
  const done = (): void => {
    rememberDeviceTested();
    setPassed(true);
    setStream(null);
    scrollTo(0, 0);
  };
  return (
    <>
      <PageTitle lead={t('test.lead')}>{t('test.title')}</PageTitle>
      <VideoSupportNotice />
      {passed && (
        <>
          <Notice kind="good" announce>
            {t('test.good')}
          </Notice>
          <ButtonLink kind="main" wide to={visitor ? '/home' : '/sign-up'}>
            {visitor ? t('landing.toHome') : t('landing.signUp')}
          </ButtonLink>
        </>
      )}
      {!passed && videoSupport() === 'yes' && <Devices isReady={has('call.title')} stream={stream} onStream={setStream} onDone={done} />}
    </>
  );
}

interface DevicesProps {
  readonly isReady: boolean;
  readonly stream: MediaStream | null;
  readonly onStream: (stream: MediaStream | null) => void;
  readonly onDone: () => void;
}

function Devices({ isReady, stream, onStream, onDone }: DevicesProps) {
  const { t } = useText();
  if (!isReady) return <Skeleton />;
  return (
    <div class="call-visitor">
      <DevicesStep stream={stream} onStream={onStream} onDone={onDone} doneText={t('test.works')} />
    </div>
  );
}
