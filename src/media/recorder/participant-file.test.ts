import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openSealedFile } from '../../vault/sealed-reader.ts';
import { newRecordingKey } from '../../vault/wrap-key.ts';
import type { RtpPacket } from '../rtp/packet.ts';
import { createParticipantFile, type ParticipantFileOptions } from './participant-file.ts';
import type { RtpSource } from './rtp-source.ts';
import { readClusters } from './webm-reader.ts';

const root = mkdtempSync(join(tmpdir(), 'participant-file-'));
afterAll(() => rmSync(root, { recursive: true }));
const recordingKey = newRecordingKey();
const base = 1_700_000_000_000;
let count = 0;

function newFile(changes: Partial<ParticipantFileOptions> = {}) {
  const path = `${count++}.ovseal`;
  const told = { writing: 0, failures: [] as unknown[], begun: [] as string[] };
  const file = createParticipantFile({
    fileId: path,
    identity: 'ana',
    root,
    path,
    recordingKey,
    onBegin: async (startedAt) => void told.begun.push(startedAt),
    onWriting: () => void told.writing++,
    onFailure: (error) => void told.failures.push(error),
    ...changes,
  });
  const content = async () => {
    const sealed = await openSealedFile(join(root, path), recordingKey);
    const bytes = await sealed.read(0, sealed.size);
    await sealed.close();
    return readClusters(bytes).flatMap((cluster) => cluster.frames);
  };
  return { file, told, content };
}

/** A camera or microphone driven by hand: `send(n, at)` is its nth frame, arriving `at` ms after the start. */
function newSource(kind: 'audio' | 'video') {
  let listener: ((packet: RtpPacket, arrivedAt: number) => void) | null = null;
  const state = { keyFramesAsked: 0 };
  const source: RtpSource = {
    kind,
    onRtp: (given) => {
      listener = given;
    },
    onSenderReport: () => undefined,
    requestKeyframe: () => void state.keyFramesAsked++,
  };
  const send = (index: number, at: number, key = index === 0) => {
    const picture = Buffer.from(`10${key ? '10' : '11'}02009d012a4001f000${index.toString(16).padStart(2, '0')}0000`, 'hex');
    const payload = kind === 'audio' ? Buffer.from([0xfc, index]) : picture;
    const timestamp = index * (kind === 'audio' ? 960 : 3600);
    listener?.({ payloadType: 96, marker: true, sequenceNumber: index, timestamp, ssrc: 1, payload, extensions: [] }, base + at);
  };
  return { source, send, state };
}

test('the first sound is on disk at once, though no camera ever comes', async () => {
  const { file, told, content } = newFile();
  const microphone = newSource('audio');
  file.attach(microphone.source);
  expect(file.status()).toBeNull();
  microphone.send(0, 0);
  await vi.waitFor(() => expect(told.writing).toBe(1));
  expect(told.begun).toEqual([new Date(base).toISOString()]);
  expect(file.status()?.bytesOnDisk).toBeGreaterThan(0);
  for (let index = 1; index < 100; index++) microphone.send(index, index * 20);
  expect(await file.end('left')).toMatchObject({
    kinds: ['audio'],
    durationMilliseconds: 2000,
    packetsReceived: 100,
    packetsLost: 0,
    endedHow: 'left',
  });
  expect((await content()).length).toBe(100);
  expect(told.writing).toBe(1);
});

test('what is held is written by the clock, so that a crash loses no more than a second of a camera that stopped', async () => {
  const { file } = newFile();
  const camera = newSource('video');
  file.attach(camera.source);
  camera.send(0, 0);
  file.tick(base);
  camera.send(1, 40);
  await vi.waitFor(() => expect(file.status()?.lastWriteAt).not.toBeNull());
  const before = file.status()?.bytesOnDisk ?? 0;
  file.tick(base + 900);
  await vi.waitFor(() => expect(file.status()?.bytesOnDisk).toBeGreaterThan(before));
  await file.end('ended');
});

test('a lost packet costs the pictures up to the next key frame, and one is asked for', async () => {
  const { file, content } = newFile();
  const camera = newSource('video');
  file.attach(camera.source);
  camera.send(0, 0);
  camera.send(1, 40);
  const asked = camera.state.keyFramesAsked;
  camera.send(3, 120);
  file.tick(base + 1000);
  expect(camera.state.keyFramesAsked).toBeGreaterThan(asked);
  camera.send(4, 1040);
  camera.send(5, 1080, true);
  camera.send(6, 1120);
  expect(await file.end('ended')).toMatchObject({ packetsReceived: 6, packetsLost: 1 });
  expect((await content()).map((frame) => frame.key)).toEqual([true, false, true, false]);
});

test('a microphone that is muted for five seconds leaves silence, and goes on at its time', async () => {
  const { file, content } = newFile();
  const microphone = newSource('audio');
  file.attach(microphone.source);
  for (let index = 0; index < 10; index++) microphone.send(index, index * 20);
  for (let at = 0; at < 5000; at += 100) file.tick(base + at);
  microphone.send(10, 5000);
  const other = newSource('audio');
  file.attach(other.source);
  other.send(0, 5020);
  await file.end('ended');
  const times = (await content()).map((frame) => frame.milliseconds);
  expect(Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeLessThanOrEqual(40);
  expect(times.at(-1)).toBe(5020);
});

test('silence that the recorder puts in is no sign of life: the last packet stays the last', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: base });
  try {
    const { file } = newFile();
    const microphone = newSource('audio');
    file.attach(microphone.source);
    for (let index = 0; index < 10; index++) microphone.send(index, index * 20);
    const heard = { audio: new Date(base).toISOString(), video: null };
    for (let at = 0; at < 5000; at += 100) {
      vi.setSystemTime(base + at);
      file.tick(base + at);
      expect(file.status()?.lastPacketAt).toEqual(heard);
    }
    microphone.send(10, 5000);
    expect(file.status()?.lastPacketAt.audio).toBe(new Date(base + 4900).toISOString());
    await file.end('ended');
  } finally {
    vi.useRealTimers();
  }
});

test('a disk that fails is told, once, and nothing throws', async () => {
  writeFileSync(join(root, 'taken.ovseal'), 'something else');
  const { file, told } = newFile({ path: 'taken.ovseal' });
  const microphone = newSource('audio');
  file.attach(microphone.source);
  for (let index = 0; index < 200; index++) microphone.send(index, index * 20);
  await vi.waitFor(() => expect(told.failures).toHaveLength(1));
  expect(told.writing).toBe(0);
  await expect(file.end('cut')).rejects.toThrow(/EEXIST/);
});

test('somebody who never sends anything has no file', async () => {
  const { file, told } = newFile();
  file.attach(newSource('video').source);
  file.tick(base + 5000);
  expect(await file.end('left')).toBeNull();
  expect(told.begun).toEqual([]);
});
