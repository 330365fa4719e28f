import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newRecordingKey } from '../../src/vault/wrap-key.ts';
import { type FlashingParticipants, openFlashingParticipants } from './support/flashing-participants.ts';
import { openRecording } from './support/opened-recording.ts';
import { openRecorder, type RecorderProcess, recordingsIn } from './support/recorder-process.ts';
import { type MediaServer, onLiveKit, openMediaServer, openRoom } from './support/server.ts';
import { recorderGrant, tokenFor } from './support/token.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'recorder-faults-'));
const folder = recordingsIn(dataFolder);
let server: MediaServer;
let recorder: RecorderProcess;
let participants: FlashingParticipants;
let count = 0;

beforeAll(async () => {
  server = await openMediaServer();
  participants = await openFlashingParticipants();
  recorder = await openRecorder(server.http, dataFolder);
});
afterAll(async () => {
  await participants?.close();
  await recorder?.close();
  await server?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** An order to record a fresh room. */
async function newOrder() {
  const roomName = await openRoom(server);
  const key = newRecordingKey();
  const joinToken = await tokenFor('recorder', roomName, recorderGrant);
  const recordingId = `rec_${process.pid}_${count++}`;
  return {
    key,
    roomName,
    order: { recordingId, roomName, joinToken, recordingKey: key.toString('base64'), wrappedKey: 'opaque', identities: ['ana'] },
  };
}

const stateOf = async (recordingId: string): Promise<unknown> =>
  (await (await recorder.order(`/v1/recordings/${recordingId}`)).json()).state;

test('a recorder killed in mid-visit loses at most the last second, and the next one goes on in the same manifest', async () => {
  const { key, roomName, order } = await newOrder();
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), {});
  await recorder.reported({ type: 'writing', recordingId: order.recordingId });
  await pause(3500);
  const killedAt = Date.now();
  await recorder.kill();
  await recorder.start();
  await recorder.record(order);
  await recorder.reported({ type: 'writing', recordingId: order.recordingId }, 2);
  await pause(1500);
  const manifest = await recorder.stop(order.recordingId);
  await ana.close();
  expect(manifest.files.map((file) => file.endedHow)).toEqual(['cut', 'ended']);
  for (const file of manifest.files) {
    const { verification, webm, frames } = await openRecording(folder, file, key);
    expect(verification).toEqual({ ok: true, hash: file.hash, chunkCount: file.chunkCount });
    expect(frames.some((frame) => frame.kind === 'video') && frames.some((frame) => frame.kind === 'audio')).toBe(true);
    expect((await participants.decode(frames)).errors).toEqual([]);
    const seconds = file.durationMilliseconds / 1000;
    const played = await participants.play(webm, [seconds / 2]);
    expect(played.duration).toBeCloseTo(seconds, 1);
    expect(played.arrived[0]?.ready).toBeGreaterThanOrEqual(2);
  }
  const [cut] = manifest.files;
  const recordedUntil = Date.parse(cut?.startedAt ?? '') + (cut?.durationMilliseconds ?? 0);
  expect(killedAt - recordedUntil).toBeLessThan(1000);
});

test('a recording whose recorder died is completed by an order to stop, with nothing but its key', async () => {
  const { key, roomName, order } = await newOrder();
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { camera: false });
  await recorder.reported({ type: 'writing', recordingId: order.recordingId });
  await recorder.kill();
  await ana.close();
  await recorder.start();
  expect((await recorder.order(`/v1/recordings/${order.recordingId}`)).status).toBe(404);
  const manifest = await recorder.stop(order.recordingId, { recordingKey: order.recordingKey });
  expect(manifest).toMatchObject({ roomName, files: [{ identity: 'ana', endedHow: 'cut', kinds: ['audio'] }] });
  for (const file of manifest.files) expect((await openRecording(folder, file, key)).verification.ok).toBe(true);
});

test('an end-to-end encrypted track is refused: the recording is lost, and no noise is written', async () => {
  const { roomName, order } = await newOrder();
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { passphrase: 'only we two know' });
  await recorder.reported({ type: 'lost', recordingId: order.recordingId, reason: 'encrypted-track' });
  await pause(1000);
  await ana.close();
  expect((await recorder.stop(order.recordingId)).files).toEqual([]);
  expect(readdirSync(join(folder, order.recordingId)).filter((name) => name.endsWith('.ovseal'))).toEqual([]);
  expect(recorder.reports.some((report) => report.type === 'writing' && report.recordingId === order.recordingId)).toBe(false);
});

test('so is one that was there before the recorder came, also while its owner’s other track is clear', async () => {
  const { roomName, order } = await newOrder();
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { passphrase: 'only we two know' });
  await recorder.record(order);
  await recorder.reported({ type: 'lost', recordingId: order.recordingId, reason: 'encrypted-track' });
  await pause(500);
  expect(await stateOf(order.recordingId)).toBe('lost');
  await ana.evaluate('leave()');
  await expect.poll(() => stateOf(order.recordingId)).toBe('recording');
  await ana.close();
  expect((await recorder.stop(order.recordingId)).files).toEqual([]);
});

test('a disk that cannot be written when a recording begins is told, and used as soon as it can be', async () => {
  const { roomName, order } = await newOrder();
  const inTheWay = join(folder, order.recordingId);
  writeFileSync(inTheWay, 'no room');
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { camera: false });
  await recorder.reported({ type: 'lost', recordingId: order.recordingId, reason: 'disk' });
  await pause(500);
  expect(await stateOf(order.recordingId)).toBe('lost');
  rmSync(inTheWay);
  await recorder.reported({ type: 'writing', recordingId: order.recordingId });
  expect(await stateOf(order.recordingId)).toBe('recording');
  await ana.close();
  expect((await recorder.stop(order.recordingId)).files).toMatchObject([{ identity: 'ana' }]);
});

test('a manifest that the disk refused is written when the order to stop comes again', async () => {
  const { key, roomName, order } = await newOrder();
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { camera: false });
  await recorder.reported({ type: 'writing', recordingId: order.recordingId });
  const inTheWay = join(folder, order.recordingId, 'manifest.json.new');
  mkdirSync(inTheWay);
  const stop = `/v1/recordings/${order.recordingId}/stop`;
  expect((await recorder.order(stop, {})).status).toBe(500);
  expect((await recorder.order(stop, { recordingKey: order.recordingKey })).status).toBe(500);
  rmdirSync(inTheWay);
  await ana.close();
  const manifest = await recorder.stop(order.recordingId, { recordingKey: order.recordingKey });
  expect(manifest.files).toMatchObject([{ identity: 'ana', endedHow: 'ended' }]);
  for (const file of manifest.files) expect((await openRecording(folder, file, key)).verification.ok).toBe(true);
  expect(existsSync(join(folder, order.recordingId, 'manifest.json'))).toBe(true);
});

test('somebody who never sends anything has no file, and an empty recording a manifest without files', async () => {
  const { roomName, order } = await newOrder();
  await recorder.record(order);
  const ana = await participants.join(server.ws, await tokenFor('ana', roomName), { camera: false, microphone: false });
  await expect.poll(() => stateOf(order.recordingId)).toBe('recording');
  await ana.close();
  expect((await recorder.stop(order.recordingId)).files).toEqual([]);
  expect(existsSync(join(folder, order.recordingId, 'manifest.json'))).toBe(true);
});

test.skipIf(onLiveKit)(
  'a media server that dies is reported at once; the recorder comes back by itself and goes on in new files',
  async () => {
    const { key, roomName, order } = await newOrder();
    await recorder.record(order);
    const ana = await participants.join(server.ws, await tokenFor('ana', roomName), {});
    await recorder.reported({ type: 'writing', recordingId: order.recordingId });
    await pause(1000);
    await server.kill();
    await recorder.reported({ type: 'lost', recordingId: order.recordingId });
    await ana.close();
    await server.restart();
    await server.control.createRoom({ name: roomName, emptyTimeout: 60, departureTimeout: 60 });
    await participants.join(server.ws, await tokenFor('ana', roomName), {});
    await recorder.reported({ type: 'writing', recordingId: order.recordingId }, 2);
    await pause(1000);
    const manifest = await recorder.stop(order.recordingId);
    expect(manifest.files.map((file) => file.endedHow)).toEqual(['cut', 'ended']);
    for (const file of manifest.files) expect((await openRecording(folder, file, key)).verification.ok).toBe(true);
  },
);
