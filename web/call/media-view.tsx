import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

interface MediaViewProps {
  readonly stream: MediaStream | null;
  readonly label: string;
  /** One's own picture: without sound, and as in a mirror. */
  readonly muted?: boolean;
  readonly mirrored?: boolean;
  readonly onElement?: (element: HTMLVideoElement | null) => void;
  /** The browser holds sound back until the person touches the page. */
  readonly onBlocked?: () => void;
}

/** A stream of sound and picture, played in the page. */
export function MediaView({ stream, label, muted = false, mirrored = false, onElement, onBlocked }: MediaViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    onElement?.(video.current);
    return () => onElement?.(null);
  }, []);
  // Before the next paint: the first picture may be on its way.
  useLayoutEffect(() => {
    const element = video.current;
    if (!element || element.srcObject === stream) return;
    element.srcObject = stream;
    if (stream && stream.getTracks().length > 0)
      element.play().catch((error: unknown) => {
        if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked?.();
      });
  }, [stream]);
  return <video ref={video} class={mirrored ? 'call-mirrored' : ''} autoplay playsInline muted={muted} aria-label={label} />;
}
