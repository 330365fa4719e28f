/** What the light of a picture asks of the person. */
export type Light = 'good' | 'too-dark' | 'too-bright' | 'light-behind';

const WIDTH = 32;
const HEIGHT = 24;
/** Mean luma of 0–255 below which a face is hard to see, and above which it is washed out; tried with desk and window light. */
const DARK = 50;
const BRIGHT = 215;
/** A rim so much brighter than the middle is a window or lamp behind a face. */
const BEHIND = 60;

/**
 * Judges the light of a small picture.
 * @param pixels RGBA of `width` × `height`
 */
export function judgeLight(pixels: Uint8ClampedArray, width: number, height: number): Light {
  let middle = 0;
  let middleCount = 0;
  let rim = 0;
  let rimCount = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      const luma = 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0);
      const inside = x >= width / 4 && x < (width * 3) / 4 && y >= height / 4;
      if (inside) {
        middle += luma;
        middleCount += 1;
      } else {
        rim += luma;
        rimCount += 1;
      }
    }
  const face = middle / middleCount;
  if (rim / rimCount - face > BEHIND) return 'light-behind';
  if (face < DARK) return 'too-dark';
  return face > BRIGHT ? 'too-bright' : 'good';
}

/** Watches a playing video's light once a second until the returned function is called. */
export function watchLight(video: HTMLVideoElement, tell: (light: Light) => void): () => void {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const timer = setInterval(() => {
    if (!context || video.videoWidth === 0) return;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    tell(judgeLight(context.getImageData(0, 0, WIDTH, HEIGHT).data, WIDTH, HEIGHT));
  }, 1000);
  return () => clearInterval(timer);
}
