import { expect, test } from 'vitest';
import { nextPlace } from './next-place.ts';

test('signing in leads back to the page that asked for it', () => {
  expect(nextPlace('?next=%2Fbook%2Fres_1%3Fstep%3Dtime')).toBe('/book/res_1?step=time');
});

test('and to no other site', () => {
  for (const evil of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)'])
    expect(nextPlace(`?next=${encodeURIComponent(evil)}`)).toBe('/home');
});

test('without a wish it leads home', () => {
  expect(nextPlace('')).toBe('/home');
});
