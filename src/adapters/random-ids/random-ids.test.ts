import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { isId } from '../../core/shared/ids.ts';
import { randomIds } from './random-ids.ts';

const at = (text: string) => randomIds({ now: () => Temporal.Instant.from(text) });

test('ids have the shape that the whole product expects', () => {
  const id = at('2026-11-21T12:00:00Z').next('vst');
  expect(id).toHaveLength('vst_'.length + 26);
  expect(isId('vst', id)).toBe(true);
});

test('later ids sort after earlier ones, and none is made twice', () => {
  const earlier = at('2026-11-21T12:00:00Z');
  expect(earlier.next('vst') < at('2026-11-21T12:00:01Z').next('vst')).toBe(true);
  expect(new Set(Array.from({ length: 1_000 }, () => earlier.next('vst'))).size).toBe(1_000);
});
