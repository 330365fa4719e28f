import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest, ManifestFile } from '../../src/media/recorder/manifest.ts';
import { OPUS_SILENCE } from '../../src/media/recorder/silence-filler.ts';
import { newRecordingKey, wrapKey } from '../../src/vault/wrap-key.ts';
import { type FlashingParticipants, openFlashingParticipants, risingEdges } from './support/flashing-participants.ts';
import { type OpenedRecording, openRecording } from './support/opened-recording.ts';
import { openRecorder, type RecorderProcess, recordingsIn } from './support/recorder-process.ts';
import { type MediaServer, openMediaServer } from './support/server.ts';
import { recorderGrant, tokenFor } from './support/token.ts';

const room = `recorded-${process.pid}`;
const recordingId = `rec_${process.pid}`;
const key = newRecordingKey();
const wrappedKey = wrapKey(key, { id: 'master-1', key: randomBytes(32) }, recordingId);
const dataFolder = mkdtempSync(join(tmpdir(), 'recorder-'));
const ffmpeg = process.env.FFMPEG_PATH ?? 'ffmpeg';
const hasFfmpeg = spawnSync(ffmpeg, ['-version']).status === 0;

/** Longer than sound and picture may be apart: without the sender's reports they would be. */
const holdMilliseconds = 200;
/** Before the end of the file: reports come within eight seconds, and the picture then needs four more to be slewed by the hold. */
const settledMilliseconds = 6000;

let server: MediaServer;
let recorder: RecorderProcess;
let participants: FlashingParticipants;
let visitorPage: Page;
let manifest: Manifest;
const opened = new Map<string, OpenedRecording>();

/** Files of one participant in the order of their stays. */
const filesOf = (identity: string): ManifestFile[] => manifest.files.filter((file) => file.identity === identity);
const fileOf = (identity: string, stay: number): ManifestFile => {
  const file = filesOf(identity)[stay];
  if (file === undefined) throw new Error(`${identity} has no file of stay ${stay}`);
  return file;
};
const contentOf = (file: ManifestFile): OpenedRecording => {
  const content = opened.get(file.fileId);
  if (content === undefined) throw new Error('not opened');
  return content;
};

// One visit for all tests: the visitor flashes and beeps throughout; the resident has no camera at first, leaves, and comes back with one.
beforeAll(async () => {
  server = await openMediaServer();
  await server.control.createRoom({ name: room, emptyTimeout: 60, departureTimeout: 60 });
  participants = await openFlashingParticipants();
  recorder = await openRecorder(server.http, dataFolder);
  const joinToken = await tokenFor('recorder', room, recorderGrant);
  const command = {
    recordingId,
    roomName: room,
    joinToken,
    recordingKey: key.toString('base64'),
    wrappedKey,
    identities: ['visitor', 'resident'],
  };
  expect(await recorder.record(command)).toMatchObject({ recordingId, state: 'joining' });
  const resident = await participants.join(server.ws, await tokenFor('resident', room), { camera: false });
  visitorPage = await participants.join(server.ws, await tokenFor('visitor', room), { holdMilliseconds });
  await recorder.reported({ type: 'writing', identity: 'resident' });
  await recorder.reported({ type: 'writing', identity: 'visitor' });
  await pause(5000);
  await resident.evaluate('leave()');
  await recorder.reported({ type: 'file-ended', identity: 'resident' });
  await participants.join(server.ws, await tokenFor('resident', room), {});
  await recorder.reported({ type: 'writing', identity: 'resident' }, 2);
  await pause(2000);
  await visitorPage.evaluate('resizePicture(480, 360)');
  await visitorPage.evaluate('muteMicrophone(true)');
  await pause(1200);
  await visitorPage.evaluate('muteMicrophone(false)');
  await pause(4000);
  expect(await recorder.record(command)).toMatchObject({ recordingId, state: 'recording' });
  manifest = await recorder.stop(recordingId);
  for (const file of manifest.files) opened.set(file.fileId, await openRecording(recordingsIn(dataFolder), file, key));
});
afterAll(async () => {
  await participants?.close();
  await recorder?.close();
  await server?.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

test('the manifest names one file a participant and stay, with the key that opens them wrapped', () => {
  expect(manifest).toMatchObject({ version: 1, recordingId, roomName: room, wrappedKey, keyId: 'master-1' });
  expect(filesOf('visitor')).toMatchObject([
    { kinds: ['audio', 'video'], codecs: ['opus', 'vp8'], width: 320, height: 240, endedHow: 'ended' },
  ]);
  expect(filesOf('resident')).toMatchObject([
    { kinds: ['audio'], codecs: ['opus'], width: null, endedHow: 'left' },
    { kinds: ['audio', 'video'], endedHow: 'ended' },
  ]);
});

test('every file is as it was sealed, with the hash the manifest gives', () => {
  for (const file of manifest.files) {
    expect(contentOf(file).verification).toEqual({ ok: true, hash: file.hash, chunkCount: file.chunkCount });
    expect(contentOf(file).webm.length).toBe(file.plainBytes);
  }
});

test('every packet that arrived is in the file', () => {
  for (const file of manifest.files) expect(file.packetsLost).toBe(0);
  const soundOnly = fileOf('resident', 0);
  const heard = contentOf(soundOnly).frames.filter((frame) => !frame.data.equals(OPUS_SILENCE));
  expect(heard.length).toBe(soundOnly.packetsReceived);
  for (const file of manifest.files) {
    const sound = contentOf(file)
      .frames.filter((frame) => frame.kind === 'audio')
      .map((frame) => frame.milliseconds);
    // Also while the microphone was muted: players would play what follows too early.
    const gaps = sound.slice(1).map((at, index) => at - (sound[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(60);
  }
});

test('sound and picture of one moment lie within 60 ms of each other once the sender reports came, though pictures travel longer', async () => {
  const { errors, brightness, loudness } = await participants.decode(contentOf(fileOf('visitor', 0)).frames);
  expect(errors).toEqual([]);
  const flashes = risingEdges(brightness, 150);
  const beeps = risingEdges(loudness, 0.1);
  expect(flashes.length).toBeGreaterThan(8);
  const offsets = flashes
    .filter((at) => at > (flashes.at(-1) ?? 0) - settledMilliseconds)
    .map((at) => Math.min(...beeps.map((beep) => Math.abs(beep - at))))
    // While the microphone was muted nothing beeped.
    .filter((offset) => offset < 500);
  expect(offsets.length).toBeGreaterThanOrEqual(3);
  // A quiet machine is right within 35 ms: of these 7 are the Opus encoder's and 15 the scatter of what a browser reports of its sound.
  expect(offsets.toSorted((one, other) => one - other)[offsets.length >> 1], offsets.join(' ')).toBeLessThanOrEqual(60);
});

test('a picture that changes its size in mid-visit stays decodable', async () => {
  const { errors, brightness } = await participants.decode(contentOf(fileOf('visitor', 0)).frames);
  expect(errors).toEqual([]);
  expect(new Set(brightness.map(([, , width]) => width)).size).toBeGreaterThan(1);
});

test('a browser plays each file right after the end, knows its length and goes anywhere in it', async () => {
  for (const file of manifest.files) {
    const seconds = file.durationMilliseconds / 1000;
    const played = await participants.play(contentOf(file).webm, [seconds * 0.7, seconds * 0.2, seconds - 0.3]);
    expect(played.duration).toBeCloseTo(seconds, 1);
    expect(played.arrived.map(({ ready }) => ready >= 2)).toEqual([true, true, true]);
    expect(played.arrived[0]?.at).toBeCloseTo(seconds * 0.7, 1);
    if (file.width !== null) expect(played.width).toBeGreaterThan(0);
  }
});

test.skipIf(!hasFfmpeg)(`ffmpeg finds nothing to say about any file${hasFfmpeg ? '' : ' (skipped: no ffmpeg on this machine)'}`, () => {
  for (const file of manifest.files) {
    const path = join(dataFolder, `${file.fileId}.webm`);
    writeFileSync(path, contentOf(file).webm);
    // Every picture at its own time: by itself ffmpeg guesses one frame rate, and complains when two pictures fall into one frame of it.
    for (const how of [
      ['-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
      ['-c', 'copy'],
    ]) {
      const { status, stderr } = spawnSync(ffmpeg, ['-v', 'error', '-i', path, ...how, '-f', 'null', '-'], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }
  }
});

test('the two sides can be laid side by side: a later stay starts as much later as it did', () => {
  const [first, second] = filesOf('resident').map((file) => Date.parse(file.startedAt));
  const visitor = Date.parse(fileOf('visitor', 0).startedAt);
  expect(Math.abs(visitor - (first ?? 0))).toBeLessThan(5000);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(5000);
});

test('others see nobody more in the room, only that it is recorded', async () => {
  const names = await visitorPage.evaluate('[...room.remoteParticipants.values()].map((one) => one.identity)');
  expect(names).toEqual(['resident']);
});

test('stopping again gives the same manifest, also after the recording has left memory', async () => {
  expect(await recorder.stop(recordingId)).toEqual(manifest);
});

test('orders without the token, for unknown recordings or with impossible names change nothing', async () => {
  const stranger = await fetch(`${recorder.url}/v1/recordings`, { headers: { authorization: 'Bearer wrong' } });
  expect(stranger.status).toBe(401);
  expect((await recorder.order('/v1/recordings/rec_unknown')).status).toBe(404);
  expect((await recorder.order('/v1/recordings/rec_unknown/stop', {})).status).toBe(404);
  expect((await recorder.order('/v1/recordings/..%2F..%2Fetc/stop', {})).status).toBe(400);
  expect((await recorder.order('/v1/recordings', { recordingId: '../x' })).status).toBe(400);
});
