import { expect, test } from 'vitest';
import { PendingChange } from './pending-change.ts';

function pendingWith(...parts: Parameters<PendingChange['add']>[0][]): PendingChange {
  const pending = new PendingChange();
  for (const part of parts) pending.add(part, [{ id: part }]);
  return pending;
}

test('rows of one part travel together, and the same parts make the same statement', () => {
  const one = pendingWith('newVisits', 'visitEvents', 'visitEvents').take();
  const other = pendingWith('newVisits', 'visitEvents').take();
  expect(one).toMatchObject({ name: other.name, text: other.text });
  expect(one.values.map((value) => (JSON.parse(value) as unknown[]).length)).toEqual([1, 2]);
  expect(pendingWith('newVisits').take().name).not.toBe(one.name);
});

test('what was taken is pending no more', () => {
  const pending = pendingWith('auditRows');
  expect(pending.isEmpty).toBe(false);
  pending.take();
  expect(pending.isEmpty).toBe(true);
});

test('a second change of a visit, claims after those given back, and a deadline cleared after one set wait for the next statement', () => {
  expect(pendingWith().takes('changedVisit')).toBe(true);
  expect(pendingWith('changedVisit').takes('changedVisit')).toBe(false);
  expect(pendingWith('releasedClaims').takes('claims')).toBe(false);
  expect(pendingWith('claims').takes('claimedVisit')).toBe(false);
  expect(pendingWith('deadlines').takes('clearedDeadlines')).toBe(false);
  expect(pendingWith('clearedDeadlines').takes('deadlines')).toBe(true);
  expect(pendingWith('payments').takes('payments')).toBe(false);
});
