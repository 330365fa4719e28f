/** How a figure of the demo looks and sounds. */
export interface Figure {
  readonly background: string;
  readonly clothes: string;
  readonly hair: string;
  readonly skin: string;
  readonly caption: string;
  /** Hertz of the gentle tone that stands for its voice. */
  readonly tone: number;
  /** Milliseconds of each loop in which it speaks. */
  readonly speaks: readonly (readonly [number, number])[];
}

export interface EncodedFrame {
  readonly kind: 'audio' | 'video';
  readonly milliseconds: number;
  readonly key: boolean;
  /** Base64. */
  readonly data: string;
}

/**
 * Runs inside a browser page (so it refers to nothing outside itself): draws the figure, makes its tone, and encodes both with the
 * browser's own VP8 and Opus encoders. The loop ends as it begins, so that it can be repeated.
 */
export async function drawDemoFigure({
  figure,
  width,
  height,
  seconds,
}: {
  figure: Figure;
  width: number;
  height: number;
  seconds: number;
}) {
  const FRAMES_A_SECOND = 12;
  const frames: EncodedFrame[] = [];
  const errors: string[] = [];
  const keep = (kind: 'audio' | 'video', chunk: EncodedVideoChunk | EncodedAudioChunk) => {
    const bytes = new Uint8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    const data = btoa(String.fromCharCode(...bytes));
    frames.push({ kind, milliseconds: Math.round(chunk.timestamp / 1000), key: kind === 'audio' || chunk.type === 'key', data });
  };
  const speaking = (at: number) => figure.speaks.some(([from, to]) => at >= from && at < to);

  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  const circle = (x: number, y: number, radiusX: number, radiusY: number, color: string) => {
    pen.fillStyle = color;
    pen.beginPath();
    pen.ellipse(x, y, radiusX, radiusY, 0, 0, Math.PI * 2);
    pen.fill();
  };
  const draw = (at: number) => {
    const turn = (at / 1000 / seconds) * Math.PI * 2;
    const x = width / 2 + Math.sin(turn) * 10;
    const y = height * 0.48 + Math.sin(turn * 3) * 3;
    pen.fillStyle = figure.background;
    pen.fillRect(0, 0, width, height);
    circle(x, height * 1.05, 95, 80, figure.clothes);
    circle(x, y - 12, 56, 66, figure.hair);
    circle(x, y, 48, 58, figure.skin);
    const blink = at % 3000 < 170 ? 1 : 7;
    for (const side of [-1, 1]) circle(x + side * 19 + Math.sin(turn) * 3, y - 10, 6, blink, '#222');
    const mouth = speaking(at) ? 4 + Math.abs(Math.sin(at / 90)) * 9 : 2;
    circle(x, y + 27, 15, mouth, '#7a2e2e');
    // A hand that goes round once a loop shows at a glance that time passes.
    circle(width - 34, 34, 22, 22, '#fff');
    pen.strokeStyle = '#222';
    pen.lineWidth = 3;
    pen.beginPath();
    pen.moveTo(width - 34, 34);
    pen.lineTo(width - 34 + Math.sin(turn) * 18, 34 - Math.cos(turn) * 18);
    pen.stroke();
    pen.fillStyle = '#fff';
    pen.font = '14px sans-serif';
    pen.fillText(figure.caption, 10, height - 10);
  };

  const video = new VideoEncoder({ output: (chunk) => keep('video', chunk), error: (error) => errors.push(error.message) });
  video.configure({ codec: 'vp8', width, height, bitrate: 55_000, framerate: FRAMES_A_SECOND, latencyMode: 'quality' });
  for (let index = 0; index < seconds * FRAMES_A_SECOND; index++) {
    const at = (index * 1000) / FRAMES_A_SECOND;
    draw(at);
    const frame = new VideoFrame(canvas, { timestamp: at * 1000 });
    video.encode(frame, { keyFrame: index % (FRAMES_A_SECOND * 4) === 0 });
    frame.close();
  }
  await video.flush();

  const audio = new AudioEncoder({ output: (chunk) => keep('audio', chunk), error: (error) => errors.push(error.message) });
  audio.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 1, bitrate: 12_000 });
  const samples = new Float32Array(48_000 * seconds);
  let loudness = 0;
  for (let index = 0; index < samples.length; index++) {
    const at = index / 48;
    loudness += ((speaking(at) ? 0.12 : 0) - loudness) * 0.0005;
    samples[index] = Math.sin(index * ((figure.tone * Math.PI * 2) / 48_000)) * loudness * (0.7 + 0.3 * Math.sin(at / 110));
  }
  audio.encode(
    new AudioData({
      format: 'f32-planar',
      sampleRate: 48_000,
      numberOfFrames: samples.length,
      numberOfChannels: 1,
      timestamp: 0,
      data: samples,
    }),
  );
  await audio.flush();
  return { frames: frames.filter((frame) => frame.milliseconds < seconds * 1000), errors };
}
