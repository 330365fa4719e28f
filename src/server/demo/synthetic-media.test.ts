import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSealedFile } from '../../vault/sealed-reader.ts';
import { verifySealedFile } from '../../vault/verify-sealed-file.ts';
import { newRecordingKey, wrapKey } from '../../vault/wrap-key.ts';
import { flipOneBit, writeSyntheticRecording } from './synthetic-media.ts';

const root = mkdtempSync(join(tmpdir(), 'synthetic-'));
afterAll(() => rmSync(root, { recursive: true }));
const recordingKey = newRecordingKey();
const write = (recordingId: string) =>
  writeSyntheticRecording({
    root,
    recordingId,
    roomName: 'vst_1',
    recordingKey,
    wrappedKey: wrapKey(recordingKey, { id: 'demo', key: newRecordingKey() }, recordingId),
    startedAt: Date.UTC(2026, 0, 3, 16),
    seconds: 30,
    participants: [
      { identity: 'visitor', figure: 'visitor' },
      { identity: 'resident', figure: 'resident' },
    ],
  });

test('a past visit has one whole sealed file of each side, longer than the drawn loop', async () => {
  const { files, keyId } = await write('rec_1');
  expect(keyId).toBe('demo');
  expect(files).toMatchObject([
    { identity: 'visitor', startedAt: '2026-01-03T16:00:00.000Z', kinds: ['audio', 'video'], width: 320, height: 240, endedHow: 'ended' },
    { identity: 'resident', startedAt: '2026-01-03T16:00:00.740Z', kinds: ['audio', 'video'] },
  ]);
  for (const file of files) {
    expect(Math.abs(file.durationMilliseconds - 30_000)).toBeLessThan(100);
    const verification = await verifySealedFile(join(root, file.path), recordingKey);
    expect(verification).toEqual({ ok: true, hash: file.hash, chunkCount: file.chunkCount });
    const opened = await openSealedFile(join(root, file.path), recordingKey);
    expect((await opened.read(0, 4)).toString('hex')).toBe('1a45dfa3');
    expect(opened.size).toBe(file.plainBytes);
    await opened.close();
  }
});

test('a flipped bit is found, with the moment until which the recording can be trusted', async () => {
  const [file] = (await write('rec_2')).files;
  if (file === undefined) throw new Error('no file');
  await flipOneBit(root, file);
  const verification = await verifySealedFile(join(root, file.path), recordingKey);
  expect(verification).toMatchObject({ ok: false, damage: 'changed' });
  if (verification.ok) return;
  expect(verification.trustedUntilMilliseconds).toBeGreaterThan(10_000);
  expect(verification.trustedUntilMilliseconds).toBeLessThan(25_000);
});
