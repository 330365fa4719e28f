import { expect, test } from 'vitest';
import { judgeLight } from './light.ts';

/** A grey picture of 8 × 6 with another grey in its middle. */
function grey(rim: number, middle: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(8 * 6 * 4);
  for (let y = 0; y < 6; y++)
    for (let x = 0; x < 8; x++) {
      const inside = x >= 2 && x < 6 && y >= 1.5;
      pixels.fill(inside ? middle : rim, (y * 8 + x) * 4, (y * 8 + x) * 4 + 3);
    }
  return pixels;
}

test.each([
  [120, 120, 'good'],
  [20, 20, 'too-dark'],
  [240, 240, 'too-bright'],
  [200, 100, 'light-behind'],
  [100, 200, 'good'],
] as const)('a rim of %i around a middle of %i is %s', (rim, middle, light) => {
  expect(judgeLight(grey(rim, middle), 8, 6)).toBe(light);
});
