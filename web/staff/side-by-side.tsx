import { useEffect, useRef, useState } from 'preact/hooks';
import { lengthText } from '../text/format.ts';
import { useText } from '../text/use-text.ts';
import { Button } from '../ui/button.tsx';
import type { RecordingDetail } from './recording-page.tsx';
import { commonTimeline, correction, placeInFile } from './sync.ts';
import './player.css';

type File = RecordingDetail['files'][number];
const stepMilliseconds = 200;

/** Both sides as synchronized videos on one clock: files of the same side follow each other, gaps stay dark. */
export function SideBySide({ files }: { readonly files: readonly File[] }) {
  const { t } = useText();
  const { startMilliseconds, lengthSeconds } = commonTimeline(files);
  const [second, setSecond] = useState(0);
  const [playing, setPlaying] = useState(false);
  const videos = useRef(new Map<string, HTMLVideoElement>());

  useEffect(() => {
    if (!playing) return undefined;
    const began = { at: performance.now(), second };
    const timer = setInterval(() => {
      const now = began.second + (performance.now() - began.at) / 1000;
      setSecond(Math.min(now, lengthSeconds));
      if (now >= lengthSeconds) setPlaying(false);
    }, stepMilliseconds);
    return () => clearInterval(timer);
  }, [playing, lengthSeconds]);
  useEffect(() => {
    for (const file of files) {
      const video = videos.current.get(file.fileId);
      if (video) follow(video, placeInFile(file, startMilliseconds, second), playing);
    }
  }, [second, playing, files, startMilliseconds]);

  const seek = (to: number): void => {
    setPlaying(false);
    setSecond(to);
  };
  return (
    <div class="player">
      <div class="player-videos">
        {(['visitor', 'resident'] as const).map((side) => (
          <figure key={side} class="player-side">
            <div class="player-frame">
              {files
                .filter((file) => file.side === side)
                .map((file) => (
                  <video
                    key={file.fileId}
                    ref={(video) => {
                      if (video) videos.current.set(file.fileId, video);
                      else videos.current.delete(file.fileId);
                    }}
                    class={placeInFile(file, startMilliseconds, second) === null ? 'player-away' : undefined}
                    src={file.mediaUrl}
                    preload="auto"
                    playsInline
                    aria-label={t(`staff.side.${side}`)}
                  />
                ))}
            </div>
            <figcaption>{t(`staff.side.${side}`)}</figcaption>
          </figure>
        ))}
      </div>
      <div class="player-bar">
        <Button kind="main" icon={playing ? 'pause' : 'play'} onPress={() => (playing ? setPlaying(false) : start())}>
          {t(playing ? 'staff.recording.pause' : 'staff.recording.play')}
        </Button>
        <input
          type="range"
          min={0}
          max={Math.ceil(lengthSeconds)}
          step={0.1}
          value={second}
          aria-label={t('staff.recording.seek')}
          aria-valuetext={lengthText(second)}
          onInput={(event) => seek(Number(event.currentTarget.value))}
        />
        <span class="player-time">
          {lengthText(second)} / {lengthText(lengthSeconds)}
        </span>
      </div>
    </div>
  );

  function start(): void {
    if (second >= lengthSeconds) setSecond(0);
    setPlaying(true);
  }
}

/** Brings one video to its place on the common clock. A file that is over, or has not begun, rests. */
function follow(video: HTMLVideoElement, place: number | null, playing: boolean): void {
  if (place === null || !playing) {
    if (!video.paused) video.pause();
    if (place !== null && Math.abs(video.currentTime - place) > 0.05) video.currentTime = place;
    return;
  }
  if (video.paused) {
    video.currentTime = place;
    // A browser may refuse sound before a press; the press on Play was one, so a refusal here is a broken file, which its notice tells.
    video.play().catch(() => undefined);
    return;
  }
  const mend = correction(video.currentTime, place);
  if (mend.kind === 'jump') video.currentTime = place;
  video.playbackRate = mend.kind === 'pace' ? mend.rate : 1;
}
