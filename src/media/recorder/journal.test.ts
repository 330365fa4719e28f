import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type JournalEntry, openJournal, readJournal } from './journal.ts';

const root = mkdtempSync(join(tmpdir(), 'journal-'));
afterAll(() => rmSync(root, { recursive: true }));
const begun: JournalEntry = {
  type: 'begun',
  recordingId: 'rec_1',
  roomName: 'room',
  wrappedKey: 'w',
  keyId: null,
  identities: [],
  at: '2026-01-01T00:00:00.000Z',
};
const fileBegun = (fileId: string): JournalEntry => ({
  type: 'file-begun',
  fileId,
  identity: 'ana',
  path: fileId,
  startedAt: '2026-01-01T00:00:00.000Z',
});

test('there is no journal where nothing was recorded', async () => {
  expect(await readJournal(join(root, 'nothing'))).toBeNull();
});

test('a line torn by a crash is left out, and the next one is not spoiled by it', async () => {
  const folder = join(root, 'torn');
  const first = await openJournal(folder);
  await first.add(begun);
  await first.add(fileBegun('rf_1'));
  await first.close();
  appendFileSync(join(folder, 'journal.jsonl'), '{"type":"file-ended","fi');
  const second = await openJournal(folder);
  await second.add(fileBegun('rf_2'));
  await second.close();
  const state = await readJournal(folder);
  expect(state?.begun).toEqual(begun);
  expect(state?.open.map(({ fileId }) => fileId)).toEqual(['rf_1', 'rf_2']);
  expect(state?.finished).toBe(false);
});

test('lines given at once are written in order', async () => {
  const folder = join(root, 'order');
  const journal = await openJournal(folder);
  await Promise.all(
    [begun, fileBegun('rf_1'), fileBegun('rf_2'), { type: 'finished', at: '2026-01-01T00:00:01.000Z' } as const].map((entry) =>
      journal.add(entry),
    ),
  );
  await journal.close();
  expect(await readJournal(folder)).toMatchObject({ begun, open: [{ fileId: 'rf_1' }, { fileId: 'rf_2' }], finished: true });
});
