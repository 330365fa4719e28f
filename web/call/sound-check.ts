/** Old Safari knows it under its own name. */
function newAudioContext(): AudioContext | null {
  const Constructor = window.AudioContext ?? (window as unknown as { webkitAudioContext?: typeof AudioContext }).webkitAudioContext;
  return Constructor ? new Constructor() : null;
}

/**
 * Tells how loud a microphone is, 0 to 1, about ten times a second, until the returned function is called. Browsers hold sound back before
 * the first touch of a page; it goes on by itself after it.
 */
export function watchLevel(stream: MediaStream, tell: (level: number) => void): () => void {
  const context = stream.getAudioTracks().length > 0 ? newAudioContext() : null;
  if (!context) return () => undefined;
  const analyser = context.createAnalyser();
  // At 48 kHz nearly all of the time between two looks, so that a short word is not missed.
  analyser.fftSize = 4096;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    if (context.state === 'suspended') void context.resume();
    analyser.getByteTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += ((sample - 128) / 128) ** 2;
    // Speech at arm's length has an effective value of about 0.1.
    tell(Math.min(1, Math.sqrt(sum / samples.length) * 6));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Plays three rising notes. Resolves when they are over; call it from a press. */
export async function playTestSound(): Promise<void> {
  const context = newAudioContext();
  if (!context) return;
  await context.resume();
  const notes = [440, 550, 660];
  for (const [index, frequency] of notes.entries()) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    const start = context.currentTime + index * 0.35;
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, start);
    loudness.gain.linearRampToValueAtTime(0.3, start + 0.05);
    loudness.gain.linearRampToValueAtTime(0, start + 0.3);
    tone.connect(loudness).connect(context.destination);
    tone.start(start);
    tone.stop(start + 0.32);
  }
  await new Promise((resolve) => setTimeout(resolve, notes.length * 350 + 200));
  await context.close();
}
