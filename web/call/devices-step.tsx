import { useEffect, useState } from 'preact/hooks';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import { LevelMeter } from './level-meter.tsx';
import { type Light, watchLight } from './light.ts';
import { MediaView } from './media-view.tsx';
import { checkNetwork, type Network } from './network-check.ts';
import { closeDevices, type OpenedDevices, openDevices } from './open-devices.ts';
import { playTestSound } from './sound-check.ts';

interface DevicesStepProps {
  readonly stream: MediaStream | null;
  readonly onStream: (stream: MediaStream | null) => void;
  readonly onDone: () => void;
  /** What the button that ends the test says; "Continue" when absent. */
  readonly doneText?: string;
}

/** Camera with an outline for the face and light hints, microphone with a level, speaker with a sound, and the line to the platform; every failure with its remedy. */
export function DevicesStep({ stream, onStream, onDone, doneText }: DevicesStepProps) {
  const { t } = useText();
  const [opened, setOpened] = useState<OpenedDevices | null>(stream ? { stream, troubles: [] } : null);
  const [light, setLight] = useState<Light>('good');
  const [network, setNetwork] = useState<Network | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);

  const open = (): void => {
    closeDevices(stream);
    setOpened(null);
    void openDevices().then((found) => {
      setOpened(found);
      onStream(found.stream);
    });
  };
  const tryNetwork = (): void => {
    setNetwork(null);
    void checkNetwork().then(setNetwork);
  };
  useEffect(() => {
    if (!stream) open();
    tryNetwork();
  }, []);
  useEffect(() => (video ? watchLight(video, setLight) : undefined), [video]);

  const troubles = opened?.troubles ?? [];
  const hasPicture = Boolean(stream?.getVideoTracks().length);
  const hasSound = Boolean(stream?.getAudioTracks().length);
  return (
    <div class="call-devices">
      <div class="call-preview">
        {hasPicture ? (
          <>
            <MediaView stream={stream} muted mirrored label={t('call.preview')} onElement={setVideo} />
            <span class="call-frame" aria-hidden="true" />
          </>
        ) : (
          <p class="call-preview-empty">
            <Icon name="camera-off" size={48} />
            <span>{t(opened ? 'call.noPicture' : 'call.opening')}</span>
          </p>
        )}
      </div>
      {troubles.map((trouble) => (
        <Notice key={trouble} kind="error" title={t(`call.trouble.${trouble}.title`)}>
          <p>{t(`call.trouble.${trouble}`)}</p>
        </Notice>
      ))}
      {troubles.length > 0 && (
        <Button icon="refresh" onPress={open}>
          {t('call.tryAgain')}
        </Button>
      )}
      <ul class="call-checks">
        {hasPicture && <Check icon="person" ok text={t('call.framing')} />}
        <Check icon="light" ok={hasPicture && light === 'good'} text={t(hasPicture ? `call.light.${light}` : 'call.noPicture')} />
        <Check icon="microphone" ok={hasSound} text={t(hasSound ? 'call.speakNow' : 'call.noSound')}>
          {stream && hasSound && <LevelMeter stream={stream} />}
        </Check>
        <Check icon="speaker" ok text={t('call.speaker')}>
          <Button icon="play" onPress={() => void playTestSound()}>
            {t('call.playSound')}
          </Button>
        </Check>
        <Check icon="network" ok={network === 'good' || network === null} text={t(`call.network.${network ?? 'testing'}`)}>
          {network && network !== 'good' && (
            <Button icon="refresh" onPress={tryNetwork}>
              {t('call.testAgain')}
            </Button>
          )}
        </Check>
      </ul>
      <Button kind="main" wide disabled={!stream} onPress={onDone}>
        {doneText ?? t('call.continue')}
      </Button>
    </div>
  );
}

interface CheckProps {
  readonly icon: IconName;
  readonly ok: boolean;
  readonly text: string;
  readonly children?: preact.ComponentChildren;
}

function Check({ icon, ok, text, children }: CheckProps) {
  return (
    <li class={ok ? 'call-check' : 'call-check call-check-look'}>
      <Icon name={icon} />
      <span class="call-check-text" aria-live="polite">
        {text}
      </span>
      {children}
    </li>
  );
}
