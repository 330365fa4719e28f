import { expect, test } from 'vitest';
import { outsiderView } from './outsider-view.ts';
import { newFinding } from './rules/new-finding.ts';

test('a protected reason shows neither its rule, subject, end nor figures, and two of them read as one', () => {
  const order = newFinding('P5', 'no-contact', 'refuse', { subject: 'rst_1', until: '2027-01-01T00:00:00Z', detail: { of: 'pair' } });
  const absence = newFinding('P7', 'resident-absent', 'refuse', { until: '2026-12-05T20:00:00Z' });
  expect(outsiderView([order, absence])).toEqual([{ code: 'not-possible', weight: 'refuse', until: null, detail: {} }]);
});

test('a named reason keeps its end and figures, but not whom it concerns', () => {
  const ban = newFinding('P5', 'visitor-restricted', 'refuse', { subject: 'rst_1', until: '2027-01-01T00:00:00Z', detail: { days: 30 } });
  expect(outsiderView([ban])).toEqual([
    { code: 'visitor-restricted', weight: 'refuse', until: '2027-01-01T00:00:00Z', detail: { days: 30 } },
  ]);
});

test('what a person will look at is not shown outside', () => {
  expect(outsiderView([newFinding('P6', 'resident-alert', 'review')])).toEqual([]);
});
