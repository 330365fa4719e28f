/** Milliseconds between two looks at what was decoded. */
const LOOK_MILLISECONDS = 100;

/** Calls `tell` once when a first frame or sound of any of these receivers was decoded; the returned function stops looking. */
export function noticeFirstMedia(receivers: readonly RTCRtpReceiver[], tell: () => void): () => void {
  let stopped = false;
  const stop = (): void => {
    stopped = true;
    clearInterval(timer);
  };
  const look = async (): Promise<void> => {
    const reports = await Promise.all(receivers.map((receiver) => receiver.getStats()));
    if (stopped || !reports.some(hasDecoded)) return;
    stop();
    tell();
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MILLISECONDS);
  return stop;
}

function hasDecoded(report: RTCStatsReport): boolean {
  let decoded = false;
  report.forEach(
    (entry: { readonly type: string; readonly framesDecoded?: number; readonly packetsReceived?: number; readonly kind?: string }) => {
      if (entry.type !== 'inbound-rtp') return;
      // Sound has no count of decoded frames; once packets arrive the browser plays it.
      decoded ||= (entry.framesDecoded ?? 0) > 0 || (entry.kind === 'audio' && (entry.packetsReceived ?? 0) > 5);
    },
  );
  return decoded;
}
